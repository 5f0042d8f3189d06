package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradients of {@link WinogradForward}, block by block:
 *
 * <pre>
 * ∂V, ∂M, ∂U: of the loss with respect to V, M, U; δ: to the results; ∂x: to the images
 *
 * ∂M [n², tiles, out] = A δ Aᵀ of each tile and channel     Java, on all cores
 * ∂U [n², in, out]    = Vᵀ · ∂M, summed over the blocks     n² matrix products, oneDNN
 * ∂V [n², tiles, in]  = ∂M · Uᵀ                             n² matrix products, oneDNN
 * ∂x                  = B ∂V Bᵀ, summed where tiles overlap  Java, on all cores
 * </pre>
 */
final class WinogradBackward {
    private final TileGrid grid;
    private final ImageTiles inputs;
    private final ImageTiles results;
    private final ImageTiles inputGradients;
    private final OneDnnPrimitive firstKernels;
    private final OneDnnPrimitive moreKernels;
    private final OneDnnPrimitive tileGradients;

    WinogradBackward(TileGrid grid) {
        this.grid = grid;
        Winograd method = grid.method();
        inputs = ImageTiles.ofInputs(grid, method.pixels());
        results = ImageTiles.ofResults(grid, method.results().transposed());
        inputGradients = ImageTiles.ofInputs(grid, method.pixels().transposed().folded(method.out()));
        int count = method.products();
        long in = grid.geometry().channelsIn();
        long out = grid.geometry().channelsOut();
        firstKernels = BatchProduct.firstTransposed(count, in, grid.tiles(), out, false);
        moreKernels = BatchProduct.firstTransposed(count, in, grid.tiles(), out, true);
        tileGradients = BatchProduct.secondTransposed(count, grid.tiles(), out, in);
    }

    /** Of the working memory. */
    long scratchFloats() {
        long most = LongStream.of(
                        firstKernels.bytes(DNNL_ARG_SCRATCHPAD),
                        moreKernels.bytes(DNNL_ARG_SCRATCHPAD),
                        tileGradients.bytes(DNNL_ARG_SCRATCHPAD))
                .max()
                .orElseThrow();
        return floatsOfV() + floatsOfM() + most / Float.BYTES + 1;
    }

    private long floatsOfV() {
        return grid.floats(grid.geometry().channelsIn());
    }

    private long floatsOfM() {
        return grid.floats(grid.geometry().channelsOut());
    }

    /**
     * @param images channels last, as {@code gradient} and {@code ofImages} are
     * @param kernels U
     * @param gradient δ
     * @param ofKernels overwritten with ∂U
     * @param ofBias overwritten with the sum of δ
     * @param ofImages overwritten with ∂x
     */
    void run(
            INDArray images,
            INDArray kernels,
            INDArray gradient,
            INDArray ofKernels,
            Optional<INDArray> ofBias,
            Optional<INDArray> ofImages,
            INDArray scratch) {
        try (NativeFloats memory = new NativeFloats()) {
            FloatBuffer x = memory.of(images);
            FloatBuffer delta = memory.of(gradient);
            FloatBuffer v = memory.of(scratch);
            FloatBuffer m = v.slice((int) floatsOfV(), (int) floatsOfM());
            Optional<FloatBuffer> dx = ofImages.map(memory::of);
            double[] sums = new double[(int) grid.geometry().channelsOut()];
            for (int first = 0; first < grid.geometry().batch(); first += grid.images()) {
                inputs.cut(x, v, first);
                results.cut(delta, m, first);
                (first == 0 ? firstKernels : moreKernels)
                        .bind(DNNL_ARG_SRC, scratch)
                        .bind(DNNL_ARG_WEIGHTS, scratch, floatsOfV())
                        .bind(DNNL_ARG_DST, ofKernels)
                        .bind(DNNL_ARG_SCRATCHPAD, scratch, floatsOfV() + floatsOfM())
                        .run();
                if (ofBias.isPresent()) {
                    addTo(sums, m);
                }
                if (dx.isPresent()) {
                    tileGradients
                            .bind(DNNL_ARG_SRC, scratch, floatsOfV())
                            .bind(DNNL_ARG_WEIGHTS, kernels)
                            .bind(DNNL_ARG_DST, scratch)
                            .bind(DNNL_ARG_SCRATCHPAD, scratch, floatsOfV() + floatsOfM())
                            .run();
                    inputGradients.paste(v, dx.get(), first, (plane, n) -> {});
                }
            }
            ofBias.ifPresent(bias -> put(sums, memory.of(bias)));
        }
    }

    /** At the point 1 of both axes A δ Aᵀ is the sum of the tile's δ. */
    private void addTo(double[] sums, FloatBuffer m) {
        float[] ofTiles = new float[grid.tiles() * sums.length];
        m.get(grid.place(Winograd.POINT_ONE, Winograd.POINT_ONE, 0, 0, 0, sums.length), ofTiles);
        for (int tile = 0; tile < grid.tiles(); tile++) {
            for (int channel = 0; channel < sums.length; channel++) {
                sums[channel] += ofTiles[tile * sums.length + channel];
            }
        }
    }

    private static void put(double[] sums, FloatBuffer bias) {
        for (int i = 0; i < sums.length; i++) {
            bias.put(i, (float) sums[i]);
        }
    }
}
