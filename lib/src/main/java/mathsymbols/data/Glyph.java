package mathsymbols.data;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A symbol as the small reader sees it: {@code [1, 48, 48]}, row by row, from 0 (white paper) to 1 (black ink). It is made
 * from an image of any size:
 *
 * <ol>
 *   <li>An image that is more than {@value #LONGEST} times as long as it is wide is put in the middle of a square of paper,
 *       since a strip that is stretched to a square can no longer be read. Others are stretched, as the report stretches.
 *   <li>Each value is the mean of the pixels that it covers.
 *   <li>Luminance, red, green or blue: the one that varies most is kept, so that a coloured symbol is seen as well as a
 *       black one; of equals, luminance.
 *   <li>Most of an image is paper. Where the symbol is the lighter of the two, all is inverted. The lightest and the
 *       darkest hundredth tell, since single values may be a lamp's reflection.
 * </ol>
 *
 * @param values 48 × 48 of them, 0 … 1
 */
public record Glyph(float[] values) {
    /** Values a row, and rows. */
    public static final int SIDE = 48;

    /** How many values there are. */
    public static final int VALUES = SIDE * SIDE;

    /** How many times as long as it is wide an image may be without being a strip. */
    public static final double LONGEST = 1.5;

    /** How many values tell the lightest and the darkest of a glyph. */
    public static final int TAIL = VALUES / 100;

    /** Of 255: less than any pen makes and more than the rounding of means does, which must not decide about blank paper. */
    public static final double ROUNDING = 0.1;

    /** Of one glyph: {@code [1, 48, 48]}. */
    static long[] shape() {
        return new long[] {1, SIDE, SIDE};
    }

    /** @param image of any size and type; transparent parts count as white */
    public static Glyph of(BufferedImage image) {
        AreaMeans means = AreaMeans.of(image, SIDE);
        float[] bgr = means.stretched();
        int longer = Math.max(image.getWidth(), image.getHeight());
        boolean isStrip = longer > LONGEST * Math.min(image.getWidth(), image.getHeight());
        return new Glyph(ink(clearest(isStrip ? means.onSquare(paper(bgr)) : bgr)));
    }

    /** One image of a set, which is 224 × 224 and keeps nothing of how long it was. */
    static Glyph of(ImageSet images, int index) {
        return of(images.image(index));
    }

    /** The median of each channel, which is paper's, since symbols cover less than half of it. */
    private static float[] paper(float[] bgr) {
        float[] paper = new float[Images.CHANNELS];
        for (int channel = 0; channel < paper.length; channel++) {
            paper[channel] = sorted(channel(bgr, channel))[VALUES / 2];
        }
        return paper;
    }

    /** The one of luminance, blue, green and red (0 … 255) that varies most. */
    private static float[] clearest(float[] bgr) {
        float[] clearest = luminance(bgr);
        double most = variance(clearest) + ROUNDING * ROUNDING;
        for (int channel = 0; channel < Images.CHANNELS; channel++) {
            float[] values = channel(bgr, channel);
            double variance = variance(values);
            if (variance > most) {
                clearest = values;
                most = variance;
            }
        }
        return clearest;
    }

    /** Light is 0 and dark 1 where paper is light, and the other way round where it is dark. */
    private static float[] ink(float[] light) {
        float[] sorted = sorted(light);
        float paper = sorted[VALUES / 2];
        double lightest = mean(sorted, VALUES - TAIL, VALUES);
        double darkest = mean(sorted, 0, TAIL);
        boolean lightOnDark = lightest - paper > paper - darkest + ROUNDING;
        float[] ink = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            float value = (lightOnDark ? light[i] : 255 - light[i]) / 255;
            ink[i] = Math.max(0, Math.min(1, value)); // a mean of white pixels may be off by rounding
        }
        return ink;
    }

    private static double mean(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    /** ITU-R BT.601, as in JPEG. */
    private static float[] luminance(float[] bgr) {
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = 0.114f * bgr[3 * i] + 0.587f * bgr[3 * i + 1] + 0.299f * bgr[3 * i + 2];
        }
        return values;
    }

    private static float[] channel(float[] bgr, int channel) {
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = bgr[Images.CHANNELS * i + channel];
        }
        return values;
    }

    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double variance(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        return squares / values.length - sum * sum / values.length / values.length;
    }
}
