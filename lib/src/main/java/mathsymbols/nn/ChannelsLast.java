package mathsymbols.nn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images that lie in memory row by row as {@code [n, height, width, channels]}, while their arrays read {@code [n,
 * channels, height, width]} like all others. So oneDNN convolves, pools and normalises them fast without converting
 * anything in between; {@code bench/README.md} compares the orders.
 */
final class ChannelsLast {
    private ChannelsLast() {}

    /** An uninitialised {@code [n, channels, height, width]} that lies channels last. */
    static INDArray create(long[] shape, LayerWorkspaceMgr memory, ArrayType use) {
        return memory.createUninitialized(use, DataType.FLOAT, new long[] {shape[0], shape[2], shape[3], shape[1]}, 'c')
                .permute(0, 3, 1, 2);
    }

    /** The same images channels last: themselves if they lie so, else a copy. */
    static INDArray of(INDArray images, LayerWorkspaceMgr memory, ArrayType use) {
        if (lies(images)) {
            return images;
        }
        INDArray copy = create(images.shape(), memory, use);
        OneDnn.toChannelsLast(images.shape(), images.stride())
                .bind(DNNL_ARG_FROM, images)
                .bind(DNNL_ARG_TO, copy)
                .run(memory, use);
        return copy;
    }

    static boolean lies(INDArray images) {
        long expected = 1;
        for (int axis : new int[] {1, 3, 2, 0}) {
            if (images.size(axis) != 1 && images.stride(axis) != expected) {
                return false;
            }
            expected *= images.size(axis);
        }
        return true;
    }
}
