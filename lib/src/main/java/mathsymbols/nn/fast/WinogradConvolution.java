package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A frozen convolution of 3 × 3 by {@link Winograd}'s method, for processors on which oneDNN does not know it: a quarter of
 * the multiplications. Images lie channels last. The output is cut into tiles of 4 × 4 pixels, and rows of tiles are worked
 * on block by block:
 *
 * <pre>
 * V [36, tiles, in]  = Bᵀ d B of each tile and channel      Java, on all cores
 * M [36, tiles, out] = V · U                                36 matrix products, oneDNN
 * y                  = max(Aᵀ M A + b, 0)                   Java, on all cores
 * </pre>
 *
 * U {@code [36, in, out]} is made once from the weights. A block is so large that the products do not wait for U to come
 * from memory, and else so small that V and M stay in the processor's cache. Each tile is computed by itself, so the
 * results do not depend on the number of threads.
 */
final class WinogradConvolution implements FrozenComputation, AutoCloseable {
    /** Fewer channels spend more time in transforms than the products save (64 → 64 at 224 × 224: 1.0 of direct's). */
    private static final int LEAST_CHANNELS = 128;

    /** Fewer tiles wait for U, which is four times as large as the weights. */
    private static final int LEAST_TILES = 64;

    /** V and M of a block: what a server's processor keeps in its last cache for two cores. */
    private static final long BLOCK_BYTES = 12_000_000;

    /** What the transforms of neighbouring tiles read and write: about what each core's own cache holds. */
    private static final int GROUP_BYTES = 200_000;

    private final WindowGeometry geometry;
    private final boolean rectified;
    private final float[] bias;
    private final int in;
    private final int out;
    private final int tilesDown;
    private final int tilesAcross;
    private final int rowsOfBlock;
    private final INDArray kernels;
    private final OneDnnPrimitive products;

    /** Whether this is the faster way; measured, see {@code bench/README.md}. */
    static boolean suits(FrozenStep.Convolution step) {
        WindowGeometry g = step.geometry();
        return isDense3(g.height())
                && isDense3(g.width())
                && (step.activation() == FusedActivation.RELU || step.activation() == FusedActivation.IDENTITY)
                && Math.min(g.channelsIn(), g.channelsOut()) >= LEAST_CHANNELS
                && g.batch() * tiles(g.height()) * tiles(g.width()) >= LEAST_TILES;
    }

    private static boolean isDense3(WindowGeometry.Axis axis) {
        return axis.kernel() == Winograd.KERNEL && axis.stride() == 1 && axis.dilation() == 1;
    }

    private static int tiles(WindowGeometry.Axis axis) {
        return (axis.out() + Winograd.OUT - 1) / Winograd.OUT;
    }

    /** @param step of 3 × 3 with stride 1, and with a ReLU or nothing behind it */
    WinogradConvolution(FrozenStep.Convolution step) {
        geometry = step.geometry();
        rectified = step.activation() == FusedActivation.RELU;
        in = (int) geometry.channelsIn();
        out = (int) geometry.channelsOut();
        bias = step.bias().map(INDArray::toFloatVector).orElseGet(() -> new float[out]);
        tilesDown = tiles(geometry.height());
        tilesAcross = tiles(geometry.width());
        rowsOfBlock = rowsOfBlock();
        kernels = transformed(step.weights());
        products = products();
    }

    private int rowsOfBlock() {
        long bytesOfRow = (long) Winograd.PRODUCTS * tilesAcross * (in + out) * Float.BYTES;
        long bytesOfKernels = (long) Winograd.PRODUCTS * in * out * Float.BYTES;
        long most = Math.max(1, Math.max(BLOCK_BYTES, 2 * bytesOfKernels) / bytesOfRow);
        long blocks = (rows() + most - 1) / most;
        return (int) ((rows() + blocks - 1) / blocks);
    }

    /** Of tiles, over all images. */
    private int rows() {
        return (int) geometry.batch() * tilesDown;
    }

    /** @param weights {@code [out, in, 3, 3]}, row by row */
    private INDArray transformed(INDArray weights) {
        INDArray result = Nd4j.createUninitializedDetached(DataType.FLOAT, Winograd.PRODUCTS, in, out);
        try (INDArray channelsLast = weights.permute(2, 3, 1, 0).dup('c')) {
            FloatBuffer from = NativeFloats.of(channelsLast);
            FloatBuffer to = NativeFloats.of(result);
            IntStream.range(0, in).parallel().forEach(channel -> transform(from, to, channel));
        }
        return result;
    }

    private void transform(FloatBuffer from, FloatBuffer to, int channel) {
        float[] g = new float[Winograd.KERNEL * Winograd.KERNEL * out];
        float[] rows = new float[Winograd.TILE * Winograd.KERNEL * out];
        float[] u = new float[Winograd.PRODUCTS * out];
        for (int i = 0; i < Winograd.KERNEL * Winograd.KERNEL; i++) {
            from.get((i * in + channel) * out, g, i * out, out);
        }
        Winograd.kernel(rows, 0, Winograd.KERNEL * out, g, 0, Winograd.KERNEL * out, Winograd.KERNEL * out);
        for (int row = 0; row < Winograd.TILE; row++) {
            Winograd.kernel(u, row * Winograd.TILE * out, out, rows, row * Winograd.KERNEL * out, out, out);
        }
        for (int i = 0; i < Winograd.PRODUCTS; i++) {
            to.put((i * in + channel) * out, u, i * out, out);
        }
    }

    private OneDnnPrimitive products() {
        memory.desc v = batch(rowsOfBlock * tilesAcross, in);
        memory.desc u = batch(in, out);
        memory.desc m = batch(rowsOfBlock * tilesAcross, out);
        var description = new matmul.primitive_desc(new matmul.desc(v, u, m), OneDnn.attributes(), OneDnn.processor());
        return new OneDnnPrimitive(new matmul(description), description)
                .argument(DNNL_ARG_SRC, v)
                .argument(DNNL_ARG_WEIGHTS, u)
                .argument(DNNL_ARG_DST, m);
    }

    private static memory.desc batch(long rows, long columns) {
        return OneDnn.layout(format_tag.abc, Winograd.PRODUCTS, rows, columns);
    }

    @Override
    public memory.desc source() {
        return OneDnn.images(geometry.inputShape());
    }

    @Override
    public memory.desc result() {
        return OneDnn.images(geometry.outputShape());
    }

    @Override
    public long scratchBytes() {
        return (long) Float.BYTES * (floatsOfV() + floatsOfM()) + products.bytes(DNNL_ARG_SCRATCHPAD);
    }

    private int floatsOfV() {
        return Winograd.PRODUCTS * rowsOfBlock * tilesAcross * in;
    }

    private int floatsOfM() {
        return Winograd.PRODUCTS * rowsOfBlock * tilesAcross * out;
    }

    @Override
    public void run(INDArray from, INDArray to, INDArray scratch) {
        FloatBuffer images = NativeFloats.of(from);
        FloatBuffer results = NativeFloats.of(to);
        FloatBuffer v = NativeFloats.of(scratch);
        FloatBuffer m = v.slice(floatsOfV(), floatsOfM());
        for (int first = 0; first < rows(); first += rowsOfBlock) {
            int start = first;
            int count = Math.min(rowsOfBlock, rows() - start);
            IntStream.range(0, count).parallel().forEach(slot -> readRow(images, v, start + slot, slot));
            products.bind(DNNL_ARG_SRC, scratch)
                    .bind(DNNL_ARG_WEIGHTS, kernels)
                    .bind(DNNL_ARG_DST, scratch, floatsOfV())
                    .bind(DNNL_ARG_SCRATCHPAD, scratch, floatsOfV() + floatsOfM())
                    .run();
            IntStream.range(0, count).parallel().forEach(slot -> writeRow(m, results, start + slot, slot));
        }
    }

    /** Pixels of one row of tiles to V. */
    private void readRow(FloatBuffer images, FloatBuffer v, int row, int slot) {
        int group = group(in);
        int most = (Winograd.OUT * group + 2) * in;
        float[] d = new float[Winograd.TILE * most];
        float[] down = new float[Winograd.TILE * most];
        float[] across = new float[Winograd.TILE * group * in];
        for (int tile = 0; tile < tilesAcross; tile += group) {
            int tiles = Math.min(group, tilesAcross - tile);
            int line = (Winograd.OUT * tiles + 2) * in;
            for (int i = 0; i < Winograd.TILE; i++) {
                readLine(images, row, i, tile, d, i * line, line);
            }
            Winograd.input(down, 0, line, d, 0, line, line);
            for (int i = 0; i < Winograd.TILE; i++) {
                for (int j = 0; j < tiles; j++) {
                    Winograd.input(across, j * in, tiles * in, down, i * line + Winograd.OUT * j * in, in, in);
                }
                for (int j = 0; j < Winograd.TILE; j++) {
                    int product = i * Winograd.TILE + j;
                    v.put(place(product, slot, tile, in), across, j * tiles * in, tiles * in);
                }
            }
        }
    }

    /** One line of the pixels under neighbouring tiles; outside of the image are zeros. */
    private void readLine(FloatBuffer images, int row, int i, int tile, float[] d, int at, int length) {
        int image = row / tilesDown;
        int y = Winograd.OUT * (row % tilesDown) + i - geometry.height().padding();
        int left = Winograd.OUT * tile - geometry.width().padding();
        int from = Math.max(0, left);
        int to = Math.min(geometry.width().in(), left + length / in);
        if (y < 0 || y >= geometry.height().in() || to <= from) {
            Arrays.fill(d, at, at + length, 0);
            return;
        }
        Arrays.fill(d, at, at + (from - left) * in, 0);
        int pixel = (image * geometry.height().in() + y) * geometry.width().in() + from;
        images.get(pixel * in, d, at + (from - left) * in, (to - from) * in);
        Arrays.fill(d, at + (to - left) * in, at + length, 0);
    }

    /** One row of tiles of M to pixels. */
    private void writeRow(FloatBuffer m, FloatBuffer results, int row, int slot) {
        int group = group(out);
        float[] tilesOfM = new float[Winograd.PRODUCTS * group * out];
        float[] down = new float[Winograd.OUT * Winograd.TILE * group * out];
        float[] pixels = new float[Winograd.OUT * Winograd.OUT * group * out];
        for (int tile = 0; tile < tilesAcross; tile += group) {
            int tiles = Math.min(group, tilesAcross - tile);
            int step = tiles * out;
            for (int product = 0; product < Winograd.PRODUCTS; product++) {
                m.get(place(product, slot, tile, out), tilesOfM, product * step, step);
            }
            Winograd.output(down, 0, Winograd.TILE * step, tilesOfM, 0, Winograd.TILE * step, Winograd.TILE * step);
            for (int i = 0; i < Winograd.OUT; i++) {
                for (int j = 0; j < tiles; j++) {
                    int at = Winograd.OUT * (i * step + j * out);
                    Winograd.output(pixels, at, out, down, i * Winograd.TILE * step + j * out, step, out);
                }
                writeLine(results, row, i, tile, pixels, Winograd.OUT * i * step, tiles);
            }
        }
    }

    private void writeLine(FloatBuffer results, int row, int i, int tile, float[] pixels, int at, int tiles) {
        int image = row / tilesDown;
        int y = Winograd.OUT * (row % tilesDown) + i;
        int x = Winograd.OUT * tile;
        if (y >= geometry.height().out()) {
            return;
        }
        int count = Math.min(Winograd.OUT * tiles, geometry.width().out() - x);
        for (int pixel = 0; pixel < count; pixel++) {
            complete(pixels, at + pixel * out);
        }
        int place = (image * geometry.height().out() + y) * geometry.width().out() + x;
        results.put(place * out, pixels, at, count * out);
    }

    private void complete(float[] pixels, int at) {
        float least = rectified ? 0 : Float.NEGATIVE_INFINITY;
        for (int channel = 0; channel < out; channel++) {
            pixels[at + channel] = Math.max(pixels[at + channel] + bias[channel], least);
        }
    }

    /** Where in V or M a tile of a block's row begins. */
    private int place(int product, int slot, int tile, int channels) {
        return ((product * rowsOfBlock + slot) * tilesAcross + tile) * channels;
    }

    /** How many neighbouring tiles are transformed together. */
    private int group(int channels) {
        int bytesOfTile = 54 * channels * Float.BYTES;
        return Math.max(1, Math.min(tilesAcross, GROUP_BYTES / bytesOfTile));
    }

    @Override
    public void close() {
        kernels.close();
    }
}
