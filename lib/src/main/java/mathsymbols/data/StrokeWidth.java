package mathsymbols.data;

import java.util.random.RandomGenerator;

/**
 * Makes the strokes of a {@link Glyph} thicker or thinner: each value becomes the greatest or the smallest within a square
 * around it. The square reaches {@code r} pixels in every direction; where {@code r} is no whole number, the results of
 * the two nearest ones are mixed.
 *
 * @param share of the images that are changed, 0 … 1
 * @param thinner the largest {@code r} by which strokes get thinner
 * @param thicker the largest {@code r} by which they get thicker
 */
public record StrokeWidth(double share, double thinner, double thicker) implements Augmentation {

    public StrokeWidth {
        if (!(share >= 0 && share <= 1 && thinner >= 0 && thicker >= 0)) {
            throw new IllegalArgumentException(
                    "A stroke's width is changed in 0 … 1 of the images by 0 or more pixels, not " + share + ", "
                            + thinner + " and " + thicker + ".");
        }
    }

    /** Half of the images, by at most 0.8 pixels of 48 thinner or 1.5 thicker on each side. */
    public static StrokeWidth ofGlyphs() {
        return new StrokeWidth(0.5, 0.8, 1.5);
    }

    /** @param shape {@code [1, height, width]} */
    @Override
    public float[] apply(float[] values, long[] shape, RandomGenerator random) {
        double reach = random.nextDouble() * (thinner + thicker) - thinner;
        return random.nextDouble() < share ? changed(values, (int) shape[1], (int) shape[2], reach) : values;
    }

    /** @param reach positive for thicker strokes, negative for thinner ones */
    static float[] changed(float[] values, int height, int width, double reach) {
        boolean greatest = reach > 0;
        int less = (int) Math.floor(Math.abs(reach));
        float share = (float) (Math.abs(reach) - less);
        float[] narrow = filtered(values, height, width, less, greatest);
        if (share == 0) {
            return narrow;
        }
        float[] wide = filtered(values, height, width, less + 1, greatest);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i] + share * (wide[i] - narrow[i]);
        }
        return wide;
    }

    /** Along the rows, then along the columns. */
    private static float[] filtered(float[] values, int height, int width, int reach, boolean greatest) {
        return reach == 0
                ? values
                : lines(
                        lines(values, height, width, 1, width, reach, greatest),
                        width,
                        height,
                        width,
                        1,
                        reach,
                        greatest);
    }

    /**
     * Extremes along lines; outside of the image there is paper, which no minimum sees, since a stroke may leave the image.
     *
     * @param step from one value of a line to the next
     * @param next from one line to the next
     */
    private static float[] lines(
            float[] values, int count, int length, int step, int next, int reach, boolean greatest) {
        float[] result = new float[values.length];
        for (int line = 0; line < count; line++) {
            for (int i = 0; i < length; i++) {
                float extreme = values[line * next + i * step];
                for (int j = Math.max(0, i - reach); j <= Math.min(length - 1, i + reach); j++) {
                    float value = values[line * next + j * step];
                    extreme = greatest ? Math.max(extreme, value) : Math.min(extreme, value);
                }
                result[line * next + i * step] = extreme;
            }
        }
        return result;
    }
}
