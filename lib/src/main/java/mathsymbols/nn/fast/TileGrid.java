package mathsymbols.nn.fast;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a convolution's results are covered with tiles, and how the images are worked on in blocks. The tiles of a block lie
 * as {@code [n², images, down, across, channels]}.
 *
 * @param geometry with stride 1, without gaps
 * @param images of a block
 */
record TileGrid(Winograd method, WindowGeometry geometry, int images) {
    /** Fewer channels spend more time in transforms than the products save. */
    private static final int LEAST_CHANNELS = 96;

    /** Fewer tiles do not make up for transforming the kernels, and wait for them to come from memory. */
    private static final int LEAST_TILES = 64;

    /** What the tiles of one image may take; larger images were not measured. */
    private static final long MOST_BYTES_OF_IMAGE = 32_000_000;

    /** What the transformed kernels may take: AlexNet's and VGG19's take 67 MB at most; larger ones were not measured. */
    private static final long MOST_BYTES_OF_KERNELS = 128_000_000;

    /** What the tiles of a block take before and after the products: what a last cache holds. */
    private static final long BLOCK_BYTES = 16_000_000;

    /**
     * If a training step is faster that way than directly, and each of its arrays fits into {@link NativeFloats}. Measured,
     * see README.md; the forward pass alone may be slower by a tenth where tiles or channels are few.
     */
    static Optional<TileGrid> ifFaster(WindowGeometry geometry) {
        return Stream.of(Winograd.of(4, 3), Winograd.of(6, 3), Winograd.of(4, 5))
                .filter(method -> fits(method, geometry.height()) && fits(method, geometry.width()))
                .map(method -> of(method, geometry))
                .reduce((first, second) -> 2 * second.productsOfImage() <= first.productsOfImage() ? second : first)
                .filter(grid -> grid.geometry.batch() * grid.down() * grid.across() >= LEAST_TILES)
                .filter(grid -> Math.min(geometry.channelsIn(), geometry.channelsOut()) >= LEAST_CHANNELS)
                .filter(grid -> grid.bytes() / grid.images <= MOST_BYTES_OF_IMAGE)
                // A block's tiles fit, too: they take 2 * MOST_BYTES_OF_KERNELS at most.
                .filter(grid -> Float.BYTES * grid.floatsOfKernels() <= MOST_BYTES_OF_KERNELS)
                .filter(grid -> fits(geometry.inputShape()) && fits(geometry.outputShape()));
    }

    private static boolean fits(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact) <= NativeFloats.MOST;
    }

    private static boolean fits(Winograd method, WindowGeometry.Axis axis) {
        return axis.kernel() == method.kernel() && axis.stride() == 1 && axis.dilation() == 1;
    }

    /** With blocks that stay in the cache, unless the products would then wait for the kernels to come from memory. */
    static TileGrid of(Winograd method, WindowGeometry geometry) {
        TileGrid one = new TileGrid(method, geometry, 1);
        long most = Math.max(1, Math.max(BLOCK_BYTES, 2 * Float.BYTES * one.floatsOfKernels()) / one.bytes());
        long blocks = (geometry.batch() + most - 1) / most;
        return new TileGrid(method, geometry, (int) ((geometry.batch() + blocks - 1) / blocks));
    }

    /** Rows of tiles of an image. */
    int down() {
        return method.tiles(geometry.height());
    }

    /** Tiles of a row. */
    int across() {
        return method.tiles(geometry.width());
    }

    /** Of a block. */
    int tiles() {
        return images * down() * across();
    }

    private int productsOfImage() {
        return method.products() * down() * across();
    }

    /** Of a block's tiles. */
    long floats(long channels) {
        return (long) method.products() * tiles() * channels;
    }

    /** Of a block's tiles before and after the products. */
    private long bytes() {
        return Float.BYTES * (floats(geometry.channelsIn()) + floats(geometry.channelsOut()));
    }

    /** Of the transformed kernels, {@code [n², in, out]}. */
    long floatsOfKernels() {
        return method.products() * geometry.channelsIn() * geometry.channelsOut();
    }

    /** Where position (i, j) of tile (r, q) of one of the block's images begins. */
    int place(int i, int j, int image, int r, int q, int channels) {
        int position = i * method.tile() + j;
        return (((position * images + image) * down() + r) * across() + q) * channels;
    }
}
