package mathsymbols.nn.fast;

import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prepared {@code f(W · x + b)}, where the product is a convolution or a matrix product and {@code f} the activation
 * function.
 *
 * <p>Of a convolution, x and the result are {@code [n, channels, height, width]} in any memory order, W is
 * {@code [out, in, height, width]} row by row. Of a dense layer, x is {@code [n, in]} and the result {@code [n, out]}, W
 * is {@code [in, out]} column by column. b is {@code [out]}.
 */
interface Affine {
    /** W and b, or the gradients with respect to them. */
    record Weights(INDArray weights, Optional<INDArray> bias) {
        /** @param arrays a layer's, by the names that Deeplearning4j gives them */
        static Weights of(Function<String, INDArray> arrays, boolean hasBias) {
            return new Weights(
                    arrays.apply(WEIGHT_KEY), hasBias ? Optional.of(arrays.apply(BIAS_KEY)) : Optional.empty());
        }

        /** These gradients, as Deeplearning4j wants them from a dense layer. */
        Gradient byName() {
            Gradient all = new DefaultGradient();
            all.setGradientFor(WEIGHT_KEY, weights);
            bias.ifPresent(gradient -> all.setGradientFor(BIAS_KEY, gradient));
            return all;
        }
    }

    /** @param training whether {@link #backward} follows */
    INDArray forward(INDArray input, Weights parameters, boolean training, LayerWorkspaceMgr memory);

    /**
     * @param input that {@link #forward} was given
     * @param gradient of the loss with respect to what it returned
     * @param gradients overwritten with those with respect to the parameters
     * @param inputGradient whether anybody needs the gradient with respect to the input
     * @return that gradient; empty if nobody does
     */
    Optional<INDArray> backward(
            INDArray input,
            Weights parameters,
            INDArray gradient,
            Weights gradients,
            boolean inputGradient,
            LayerWorkspaceMgr memory);

    /** Lets go of what was kept for {@link #backward}. */
    void forget();
}
