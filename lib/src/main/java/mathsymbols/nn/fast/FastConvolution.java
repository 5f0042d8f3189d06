package mathsymbols.nn.fast;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's {@link ConvolutionLayer} with the same options, parameters and results, several times as fast: the
 * stock layer unrolls the images into a matrix, and in the backward pass does so again; this one calls a library's
 * convolutions. Use {@code new FastConvolution.Builder(3, 3)} where you would use {@code new
 * ConvolutionLayer.Builder(3, 3)}.
 */
public class FastConvolution extends ConvolutionLayer {
    private static final long serialVersionUID = 1L;

    private boolean inputGradient = true;

    /** For the reading of a saved network. */
    public FastConvolution() {}

    protected FastConvolution(Builder builder) {
        super(builder);
        this.inputGradient = builder.inputGradient;
    }

    /** Whether the backward pass computes the gradient with respect to the layer's input. */
    public boolean isInputGradient() {
        return inputGradient;
    }

    public void setInputGradient(boolean inputGradient) {
        this.inputGradient = inputGradient;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        LayerValidation.assertNInNOutSet("FastConvolution", getLayerName(), index, getNIn(), getNOut());
        Layer layer = new FastConvolutionLayer(configuration, type);
        return LayerSetup.complete(layer, configuration, listeners, index, parameters, initialize);
    }

    /** The options of {@link ConvolutionLayer.Builder}, and one more. */
    @SuppressWarnings("unchecked") // build() of the base class returns a type variable
    public static class Builder extends ConvolutionLayer.Builder {
        private boolean inputGradient = true;

        /** @param kernelSize height and width */
        public Builder(int... kernelSize) {
            super(kernelSize);
        }

        /** For a first layer: nobody needs the gradient with respect to the images, and it costs as much as the rest. */
        public Builder withoutInputGradient() {
            inputGradient = false;
            return this;
        }

        @Override
        public FastConvolution build() {
            return new FastConvolution(this);
        }
    }
}
