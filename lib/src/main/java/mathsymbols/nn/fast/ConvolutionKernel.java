package mathsymbols.nn.fast;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the convolutions of one {@link Geometry}. Images are {@code [n, channels, height, width]} in whatever memory
 * order, weights {@code [out, in, height, width]} and biases {@code [out]} row by row.
 */
sealed interface ConvolutionKernel permits OneDnnConvolution, OpConvolution {
    /** What it was made for. */
    Geometry geometry();

    /** @param bias null for none */
    INDArray forward(INDArray images, INDArray weights, INDArray bias, LayerWorkspaceMgr memory);

    /**
     * @param gradient of the loss with respect to what {@link #forward} returned
     * @param weightsGradient is overwritten
     * @param biasGradient is overwritten; null for none
     * @param wanted whether the gradient with respect to the images is of use
     * @return that gradient; null if it is not wanted
     */
    INDArray backward(
            INDArray images,
            INDArray weights,
            INDArray gradient,
            INDArray weightsGradient,
            INDArray biasGradient,
            boolean wanted,
            LayerWorkspaceMgr memory);
}
