package mathsymbols.nn.fast;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Deeplearning4j's {@link OutputLayer} with the same options, parameters and results. In a training step that one
 * multiplies its input by the weights twice, once for the gradient and once for the loss; this one does so once.
 */
public class FastOutput extends OutputLayer {
    private static final long serialVersionUID = 1L;

    private boolean inputGradient = true;

    /** For the reading of a saved network. */
    public FastOutput() {}

    protected FastOutput(Builder builder) {
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
        LayerValidation.assertNInNOutSet("FastOutput", getLayerName(), index, getNIn(), getNOut());
        Layer layer = new FastOutputLayer(configuration, type);
        return LayerSetup.complete(layer, configuration, listeners, index, parameters, initialize);
    }

    /** The options of {@link OutputLayer.Builder}, and one more. */
    @SuppressWarnings("unchecked") // build() of the base class returns a type variable
    public static class Builder extends OutputLayer.Builder {
        private boolean inputGradient = true;

        /** @param loss compares the outputs with the labels */
        public Builder(LossFunction loss) {
            super(loss);
        }

        /** For a network of one layer, or one whose other layers are frozen: nobody needs the gradient that would go back. */
        public Builder withoutInputGradient() {
            inputGradient = false;
            return this;
        }

        @Override
        public FastOutput build() {
            return new FastOutput(this);
        }
    }
}
