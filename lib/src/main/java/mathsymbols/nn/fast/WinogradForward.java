package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution by {@link Winograd}'s method, block by block:
 *
 * <pre>
 * V [n², tiles, in]  = Bᵀ d B of each tile and channel      Java, on all cores
 * M [n², tiles, out] = V · U                                n² matrix products, oneDNN
 * y                  = max(Aᵀ M A + b, 0)                   Java, on all cores
 * </pre>
 */
final class WinogradForward {
    private final TileGrid grid;
    private final float least;
    private final ImageTiles inputs;
    private final ImageTiles results;
    private final OneDnnPrimitive product;

    /** @param activation ReLU or identity */
    WinogradForward(TileGrid grid, FusedActivation activation) {
        this.grid = grid;
        least = activation == FusedActivation.RELU ? 0 : Float.NEGATIVE_INFINITY;
        inputs = ImageTiles.ofInputs(grid, grid.method().pixels());
        results = ImageTiles.ofResults(grid, grid.method().results());
        WindowGeometry geometry = grid.geometry();
        product = BatchProduct.plain(
                grid.method().products(), grid.tiles(), geometry.channelsIn(), geometry.channelsOut());
    }

    /** Of the working memory. */
    long scratchFloats() {
        return floatsOfV() + floatsOfM() + product.bytes(DNNL_ARG_SCRATCHPAD) / Float.BYTES + 1;
    }

    private long floatsOfV() {
        return grid.floats(grid.geometry().channelsIn());
    }

    private long floatsOfM() {
        return grid.floats(grid.geometry().channelsOut());
    }

    /**
     * @param images channels last, as {@code to} is
     * @param kernels U, {@code [n², in, out]}
     */
    void run(INDArray images, INDArray kernels, Optional<INDArray> bias, INDArray to, INDArray scratch) {
        float[] biases = biases(bias);
        try (NativeFloats memory = new NativeFloats()) {
            FloatBuffer pixels = memory.of(images);
            FloatBuffer y = memory.of(to);
            FloatBuffer v = memory.of(scratch);
            FloatBuffer m = v.slice((int) floatsOfV(), (int) floatsOfM());
            for (int first = 0; first < grid.geometry().batch(); first += grid.images()) {
                inputs.cut(pixels, v, first);
                product.bind(DNNL_ARG_SRC, scratch)
                        .bind(DNNL_ARG_WEIGHTS, kernels)
                        .bind(DNNL_ARG_DST, scratch, floatsOfV())
                        .bind(DNNL_ARG_SCRATCHPAD, scratch, floatsOfV() + floatsOfM())
                        .run();
                results.paste(m, y, first, (plane, n) -> complete(plane, biases, n));
            }
        }
    }

    /** Once for each pixel of a row of tiles. */
    private float[] biases(Optional<INDArray> bias) {
        int out = (int) grid.geometry().channelsOut();
        float[] one = bias.map(INDArray::toFloatVector).orElseGet(() -> new float[out]);
        float[] all = new float[grid.across() * out];
        for (int tile = 0; tile < grid.across(); tile++) {
            System.arraycopy(one, 0, all, tile * out, out);
        }
        return all;
    }

    private void complete(float[] plane, float[] biases, int n) {
        for (int i = 0; i < n; i++) {
            plane[i] = Math.max(plane[i] + biases[i], least);
        }
    }
}
