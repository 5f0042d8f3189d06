package mathsymbols.nn.fast;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer with the parameters and results of Deeplearning4j's {@code DenseLayer}. That one multiplies by
 * its weights once more in the backward pass; this one keeps what it computed.
 */
public class FastDense extends FeedForwardLayer {
    private static final long serialVersionUID = 1L;

    /** For the reading of a saved network. */
    public FastDense() {}

    protected FastDense(Builder builder) {
        super(builder);
        initializeConstraints(builder);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        LayerValidation.assertNInNOutSet("FastDense", getLayerName(), index, getNIn(), getNOut());
        Layer layer = new FastDenseLayer(configuration, type);
        return LayerSetup.complete(layer, configuration, listeners, index, parameters, initialize);
    }

    @Override
    public ParamInitializer initializer() {
        return DefaultParamInitializer.getInstance();
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        long parameters = initializer().numParams(this);
        long values = inputType.arrayElementsPerExample() + getNOut();
        return new LayerMemoryReport.Builder(getLayerName(), FastDense.class, inputType, getOutputType(-1, inputType))
                .standardMemory(parameters, getIUpdater().stateSize(parameters))
                .workingMemory(0, 0, 0, values)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    /** The options of every layer that maps {@code nIn} numbers to {@code nOut}. */
    @SuppressWarnings("unchecked") // build() of the base class returns a type variable
    public static class Builder extends FeedForwardLayer.Builder<Builder> {
        @Override
        public FastDense build() {
            return new FastDense(this);
        }
    }
}
