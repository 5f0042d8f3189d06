package mathsymbols.nn.fast;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A prepared pooling of maxima over {@code [n, channels, height, width]} in any memory order. */
interface MaxPooling {
    /** @param training whether {@link #backward} follows */
    INDArray forward(INDArray images, boolean training, LayerWorkspaceMgr memory);

    /**
     * @param gradient of the loss with respect to what {@link #forward} returned
     * @return the gradient with respect to the images
     */
    INDArray backward(INDArray gradient, LayerWorkspaceMgr memory);

    /** Lets go of what was kept for {@link #backward}. */
    void forget();
}
