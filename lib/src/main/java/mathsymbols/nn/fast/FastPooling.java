package mathsymbols.nn.fast;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's {@link SubsamplingLayer} with the same options and results. Where it pools maxima it takes the images
 * as {@link FastConvolution} leaves them in memory, and remembers where the maxima were for the way back.
 */
public class FastPooling extends SubsamplingLayer {
    private static final long serialVersionUID = 1L;

    /** For the reading of a saved network. */
    public FastPooling() {}

    protected FastPooling(Builder builder) {
        super(builder);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        Layer layer = new FastPoolingLayer(configuration, type);
        return LayerSetup.complete(layer, configuration, listeners, index, parameters, initialize);
    }

    /** The options of {@link SubsamplingLayer.Builder}. */
    @SuppressWarnings("unchecked") // build() of the base class returns a type variable
    public static class Builder extends SubsamplingLayer.Builder {
        /** Maxima of windows of this height and width, each this far from the last. */
        public Builder(int[] kernelSize, int[] stride) {
            super(PoolingType.MAX, kernelSize, stride);
        }

        @Override
        public FastPooling build() {
            return new FastPooling(this);
        }
    }
}
