package mathsymbols.nn.fast;

import java.util.Optional;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prepared {@code f(W · x + b)}, where the product is a convolution or a matrix product and {@code f} the activation
 * function.
 *
 * <p>Of a convolution, x and the result are {@code [n, channels, height, width]} in whatever memory order, W is
 * {@code [out, in, height, width]} row by row. Of a dense layer, x is {@code [n, in]} and the result {@code [n, out]}, W
 * is {@code [in, out]} column by column. b is {@code [out]}.
 */
interface Affine {
    /** W and b, or the gradients with respect to them. */
    record Parameters(INDArray weights, Optional<INDArray> bias) {}

    /** @param training whether {@link #backward} follows */
    INDArray forward(INDArray input, Parameters parameters, boolean training, LayerWorkspaceMgr memory);

    /**
     * @param input that {@link #forward} was given
     * @param gradient of the loss with respect to what it returned
     * @param gradients overwritten with those with respect to the parameters
     * @param inputGradient whether anybody needs the gradient with respect to the input
     * @return that gradient; empty if nobody does
     */
    Optional<INDArray> backward(
            INDArray input,
            Parameters parameters,
            INDArray gradient,
            Parameters gradients,
            boolean inputGradient,
            LayerWorkspaceMgr memory);

    /** Lets go of what was kept for {@link #backward}. */
    void forget();
}
