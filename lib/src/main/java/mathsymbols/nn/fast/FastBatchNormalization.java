package mathsymbols.nn.fast;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's {@link BatchNormalization} with the same options, parameters and results, in one pass over the images
 * as {@link FastConvolution} leaves them in memory instead of a dozen.
 */
public class FastBatchNormalization extends BatchNormalization {
    private static final long serialVersionUID = 1L;

    /** Deeplearning4j's defaults; also for the reading of a saved network. */
    public FastBatchNormalization() {}

    /**
     * @param decay share of the moving mean and variance that a step keeps, 0 … 1
     * @param epsilon is added to the variance
     */
    public FastBatchNormalization(double decay, double epsilon) {
        setDecay(decay);
        setEps(epsilon);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        LayerValidation.assertNOutSet("FastBatchNormalization", getLayerName(), index, getNOut());
        Layer layer = new FastBatchNormalizationLayer(configuration, type);
        return LayerSetup.complete(layer, configuration, listeners, index, parameters, initialize);
    }
}
