package mathsymbols.data;

import java.util.random.RandomGenerator;

/**
 * What goes wrong around a {@link Glyph} that was cut out of a page: a dark line of one or two pixels along one edge, and
 * four gaps of 3 × 3 pixels where the pen or the paper failed.
 *
 * @param line the share of the images with a line, 0 … 1
 * @param gaps the share of the images with gaps, 0 … 1
 */
public record Flaws(double line, double gaps) implements Augmentation {
    private static final int GAPS = 4;
    private static final int GAP = 3;

    public Flaws {
        if (!(line >= 0 && line <= 1 && gaps >= 0 && gaps <= 1)) {
            throw new IllegalArgumentException(
                    "Flaws happen to 0 … 1 of the images, not " + line + " and " + gaps + ".");
        }
    }

    /** A line along one image in seven, gaps in one of four. */
    public static Flaws ofGlyphs() {
        return new Flaws(0.15, 0.25);
    }

    /** @param shape {@code [1, height, width]} */
    @Override
    public float[] apply(float[] values, long[] shape, RandomGenerator random) {
        int height = (int) shape[1];
        int width = (int) shape[2];
        if (random.nextDouble() < line) {
            draw(values, height, width, random);
        }
        if (random.nextDouble() < gaps) {
            for (int i = 0; i < GAPS; i++) {
                cut(values, width, random.nextInt(height - GAP + 1), random.nextInt(width - GAP + 1));
            }
        }
        return values;
    }

    private static void draw(float[] values, int height, int width, RandomGenerator random) {
        int thickness = random.nextInt(1, 3);
        float ink = (float) random.nextDouble(0.4, 1);
        boolean upright = random.nextBoolean();
        boolean far = random.nextBoolean();
        int across = upright ? width : height;
        int along = upright ? height : width;
        for (int t = 0; t < thickness; t++) {
            int place = far ? across - 1 - t : t;
            for (int i = 0; i < along; i++) {
                int at = upright ? i * width + place : place * width + i;
                values[at] = Math.max(values[at], ink);
            }
        }
    }

    private static void cut(float[] values, int width, int top, int left) {
        for (int y = top; y < top + GAP; y++) {
            for (int x = left; x < left + GAP; x++) {
                values[y * width + x] = 0;
            }
        }
    }
}
