package mathsymbols.nn.fast;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prepared batch normalisation, {@code gamma · (x − mean) / √(variance + epsilon) + beta} for each channel, over
 * {@code [n, channels, height, width]} in any memory order.
 */
interface Normalization {
    /** What scales and shifts each channel, {@code [channels]}, or the gradients with respect to them. */
    record ScaleAndShift(INDArray gamma, INDArray beta) {}

    /** What the channels are normalised by, {@code [channels]}; the variance is divided by n, not n − 1. */
    record Moments(INDArray mean, INDArray variance) {}

    /** With the moments of the images themselves, which {@link #moments} then tells. */
    INDArray train(INDArray images, ScaleAndShift parameters, LayerWorkspaceMgr memory);

    /** With given moments. */
    INDArray infer(INDArray images, ScaleAndShift parameters, Moments moments, LayerWorkspaceMgr memory);

    /** Those of the images that {@link #train} was given last. */
    Moments moments();

    /**
     * @param images that {@link #train} was given
     * @param gradient of the loss with respect to what it returned
     * @param gradients overwritten with those with respect to the parameters
     * @return the gradient with respect to the images
     */
    INDArray backward(
            INDArray images,
            ScaleAndShift parameters,
            INDArray gradient,
            ScaleAndShift gradients,
            LayerWorkspaceMgr memory);

    /** Lets go of what was kept for {@link #backward}. */
    void forget();
}
