package mathsymbols.nn.fast;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * Cuts images into transformed tiles, and puts images together from them, block by block and on all cores. Images lie
 * channels last. With m results a side, pixel (i, j) of tile (r, q) is pixel (m r + i − top, m q + j − left) of its image;
 * outside of images are zeros.
 */
final class ImageTiles {
    /** What one thread's planes may take: most of what a core's own cache holds. */
    private static final int PLANES_BYTES = 300_000;

    private final TileGrid grid;
    private final Transform transform;
    private final int channels;
    private final int height;
    private final int width;
    private final int top;
    private final int left;
    private final int step;
    /** As many as there are threads that work at the same time. */
    private final Deque<PlaneTransform> idle = new ConcurrentLinkedDeque<>();

    /** Of what a convolution is given. */
    static ImageTiles ofInputs(TileGrid grid, Transform transform) {
        WindowGeometry.Axis height = grid.geometry().height();
        WindowGeometry.Axis width = grid.geometry().width();
        return new ImageTiles(
                grid,
                transform,
                grid.geometry().channelsIn(),
                height.in(),
                width.in(),
                height.padding(),
                width.padding());
    }

    /** Of what a convolution gives. */
    static ImageTiles ofResults(TileGrid grid, Transform transform) {
        WindowGeometry geometry = grid.geometry();
        return new ImageTiles(
                grid,
                transform,
                geometry.channelsOut(),
                geometry.height().out(),
                geometry.width().out(),
                0,
                0);
    }

    private ImageTiles(TileGrid grid, Transform transform, long channels, int height, int width, int top, int left) {
        this.grid = grid;
        this.transform = transform;
        this.channels = (int) channels;
        this.height = height;
        this.width = width;
        this.top = top;
        this.left = left;
        step = grid.method().out();
    }

    /**
     * A window of each tile's pixels, as large as the transform takes.
     *
     * @param first image of the block
     */
    void cut(FloatBuffer images, FloatBuffer tiles, int first) {
        forEachStrip(
                grid.down(),
                grid.across(),
                (planes, image, r, q, count) -> planes.run(
                        (i, j, plane) -> readPixels(
                                images, first + image, step * r + i - top, step * q + j - left, plane, count),
                        count * channels,
                        (i, j, plane) ->
                                tiles.put(grid.place(i, j, image, r, q, channels), plane, 0, count * channels)));
    }

    /**
     * Squares of m × m pixels, each the sum of what the tiles over it contribute. The transform is {@link Transform#folded}
     * to m: its columns are those of the square's own tile, then those of the tile before, and so on.
     *
     * @param first image of the block
     * @param complete changes pixels, given as a number of them with all channels, before they are written
     */
    void paste(FloatBuffer tiles, FloatBuffer images, int first, ObjIntConsumer<float[]> complete) {
        int tile = grid.method().tile();
        forEachStrip(
                squares(height + top),
                squares(width + left),
                (planes, image, r, q, count) -> planes.run(
                        (i, j, plane) ->
                                readTiles(tiles, i % tile, j % tile, image, r - i / tile, q - j / tile, plane, count),
                        count * channels,
                        (i, j, plane) -> {
                            complete.accept(plane, count * channels);
                            writePixels(images, first + image, step * r + i - top, step * q + j - left, plane, count);
                        }));
    }

    private int squares(int pixels) {
        return (pixels + step - 1) / step;
    }

    /** Some neighbours of a row that are transformed together: {@code count} from number {@code q} of row {@code r} on. */
    private interface Strip {
        void transform(PlaneTransform planes, int image, int r, int q, int count);
    }

    private void forEachStrip(int down, int across, Strip strip) {
        int bytesOfOne = PlaneTransform.planes(transform) * channels * Float.BYTES;
        int length = Math.max(1, Math.min(across, PLANES_BYTES / bytesOfOne));
        int stripsOfRow = (across + length - 1) / length;
        IntStream.range(0, grid.images() * down * stripsOfRow).parallel().forEach(number -> {
            int row = number / stripsOfRow;
            int q = number % stripsOfRow * length;
            PlaneTransform own = idle.poll();
            PlaneTransform planes = own == null ? new PlaneTransform(transform, length * channels) : own;
            strip.transform(planes, row / down, row % down, q, Math.min(length, across - q));
            idle.push(planes);
        });
    }

    /** Pixels at a distance of {@code step} in one line. */
    private void readPixels(FloatBuffer images, int image, int y, int x, float[] plane, int count) {
        boolean outside = image >= grid.geometry().batch() || y < 0 || y >= height;
        for (int t = 0; t < count; t++) {
            int column = x + step * t;
            if (outside || column < 0 || column >= width) {
                Arrays.fill(plane, t * channels, (t + 1) * channels, 0);
            } else {
                images.get(pixel(image, y, column), plane, t * channels, channels);
            }
        }
    }

    private void writePixels(FloatBuffer images, int image, int y, int x, float[] plane, int count) {
        if (image >= grid.geometry().batch() || y < 0 || y >= height) {
            return;
        }
        for (int t = 0; t < count; t++) {
            int column = x + step * t;
            if (column >= 0 && column < width) {
                images.put(pixel(image, y, column), plane, t * channels, channels);
            }
        }
    }

    private int pixel(int image, int y, int x) {
        return ((image * height + y) * width + x) * channels;
    }

    /** Neighbouring tiles of one row. */
    private void readTiles(FloatBuffer tiles, int i, int j, int image, int r, int q, float[] plane, int count) {
        int from = Math.max(0, q);
        int to = Math.min(grid.across(), q + count);
        if (r < 0 || r >= grid.down() || to <= from) {
            Arrays.fill(plane, 0, count * channels, 0);
            return;
        }
        Arrays.fill(plane, 0, (from - q) * channels, 0);
        int place = grid.place(i, j, image, r, from, channels);
        tiles.get(place, plane, (from - q) * channels, (to - from) * channels);
        Arrays.fill(plane, (to - q) * channels, count * channels, 0);
    }
}
