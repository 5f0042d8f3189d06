package mathsymbols.nn.fast;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A prepared function of single values, over arrays of one length that lie in memory without gaps. */
interface Elementwise {
    /** @return the function's values, in the order of the given ones */
    INDArray forward(INDArray values, LayerWorkspaceMgr memory);

    /**
     * @param result what {@link #forward} returned
     * @param gradient of the loss with respect to it
     * @return the gradient with respect to what {@link #forward} was given
     */
    INDArray backward(INDArray result, INDArray gradient, LayerWorkspaceMgr memory);
}
