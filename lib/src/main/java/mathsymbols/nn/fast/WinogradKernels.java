package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights {@code [out, in, r, r]} to kernels {@code [n², in, out]}, and gradients with respect to kernels back to gradients
 * with respect to weights.
 */
final class WinogradKernels {
    /** Of a plane: all planes of one thread stay in its core's own cache. */
    private static final int PLANE = 1024;

    /** Planes that one thread transforms one after another. */
    private static final int PLANES_OF_TASK = 16;

    private final Transform transform;
    private final Transform transposed;
    private final int floats;
    private final OneDnnPrimitive outLast;
    private final OneDnnPrimitive outFirst;

    WinogradKernels(TileGrid grid) {
        transform = grid.method().kernels();
        transposed = transform.transposed();
        floats = (int) (grid.geometry().channelsIn() * grid.geometry().channelsOut());
        memory.desc weights = OneDnn.layout(format_tag.oihw, grid.geometry().weightsShape());
        memory.desc arranged = OneDnn.layout(format_tag.hwio, grid.geometry().weightsShape());
        outLast = OneDnn.reorder(weights, arranged);
        outFirst = OneDnn.reorder(arranged, weights);
    }

    /** @param use of the working memory */
    void transform(INDArray weights, INDArray kernels, LayerWorkspaceMgr memory, ArrayType use) {
        INDArray arranged = arranged(memory, use);
        outLast.bind(DNNL_ARG_FROM, weights).bind(DNNL_ARG_TO, arranged).run(memory, use);
        transform(transform, arranged, kernels);
    }

    /** @param use of the working memory */
    void transformBack(INDArray kernels, INDArray weights, LayerWorkspaceMgr memory, ArrayType use) {
        INDArray arranged = arranged(memory, use);
        transform(transposed, kernels, arranged);
        outFirst.bind(DNNL_ARG_FROM, arranged).bind(DNNL_ARG_TO, weights).run(memory, use);
    }

    private INDArray arranged(LayerWorkspaceMgr memory, ArrayType use) {
        return memory.createUninitialized(
                use, DataType.FLOAT, outLast.layout(DNNL_ARG_TO).get_size() / Float.BYTES);
    }

    private void transform(Transform matrix, INDArray from, INDArray to) {
        try (NativeFloats memory = new NativeFloats()) {
            transform(matrix, memory.of(from), memory.of(to));
        }
    }

    private void transform(Transform matrix, FloatBuffer from, FloatBuffer to) {
        int tasks = (floats - 1) / (PLANE * PLANES_OF_TASK) + 1;
        IntStream.range(0, tasks).parallel().forEach(task -> {
            PlaneTransform planes = new PlaneTransform(matrix, PLANE);
            int end = Math.min(floats, (task + 1) * PLANE * PLANES_OF_TASK);
            for (int first = task * PLANE * PLANES_OF_TASK; first < end; first += PLANE) {
                int start = first;
                int n = Math.min(PLANE, end - start);
                planes.run(
                        (i, j, plane) -> from.get((i * matrix.columns() + j) * floats + start, plane, 0, n),
                        n,
                        (i, j, plane) -> to.put((i * matrix.rows() + j) * floats + start, plane, 0, n));
            }
        });
    }
}
