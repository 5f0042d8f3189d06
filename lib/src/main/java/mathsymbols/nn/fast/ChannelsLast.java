package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Arrays;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images that lie in memory row by row as {@code [n, height, width, channels]}, while their arrays read {@code [n,
 * channels, height, width]} like all others. So oneDNN convolves, pools and normalises them fast without converting
 * anything in between. An instance converts, and remembers how for the next images of the same shape and stride.
 */
final class ChannelsLast {
    private long[] shape;
    private long[] stride;
    private OneDnnPrimitive conversion;

    /** An uninitialised {@code [n, channels, height, width]} that lies channels last. */
    static INDArray create(long[] shape, LayerWorkspaceMgr memory, ArrayType use) {
        return memory.createUninitialized(use, DataType.FLOAT, new long[] {shape[0], shape[2], shape[3], shape[1]}, 'c')
                .permute(0, 3, 1, 2);
    }

    /** The same images channels last: themselves if they lie so, else a copy. */
    INDArray of(INDArray images, LayerWorkspaceMgr memory, ArrayType use) {
        if (isChannelsLast(images)) {
            return images;
        }
        if (!Arrays.equals(shape, images.shape()) || !Arrays.equals(stride, images.stride())) {
            shape = images.shape();
            stride = images.stride();
            conversion = OneDnn.toChannelsLast(shape, stride);
        }
        INDArray copy = create(shape, memory, use);
        conversion.bind(DNNL_ARG_FROM, images).bind(DNNL_ARG_TO, copy).run(memory, use);
        return copy;
    }

    static boolean isChannelsLast(INDArray images) {
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
