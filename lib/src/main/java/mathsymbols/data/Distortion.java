package mathsymbols.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A way of spoiling an image of {@code [3, 224, 224]}, black 0 and white 1, more and more, until nobody can read it. */
public enum Distortion {
    ROTATION("rotation", "degrees", 60, (image, amount) -> affine(image, amount, 1, 0)),
    SHIFT("shift", "% of the side, right and down", 40, (image, amount) -> affine(image, 0, 1, amount / 100)),
    SHRINKING("small", "% smaller", 80, (image, amount) -> affine(image, 0, 1 - amount / 100, 0)),
    THINNING("thin", "pixels on each side", 5, (image, amount) -> strokes(image, -amount)),
    THICKENING("thick", "pixels on each side", 20, (image, amount) -> strokes(image, amount)),
    BLUR("blur", "pixels", 12, Blur::gaussian),
    NOISE("noise", "% standard deviation", 60, Distortion::noisy),
    FADING("pale", "% lost", 95, (image, amount) -> faded(image, amount / 100)),
    JPEG("JPEG", "% of the quality lost", 99, (image, amount) -> JpegRoundTrip.of(image, 1 - amount / 100)),
    EDGE_LINE("edge line", "pixels wide", 24, (image, amount) -> lined(image, (int) Math.round(amount)));

    private interface Change {
        /** Gets a copy, which it may change. */
        float[] apply(float[] image, double amount);
    }

    private final String words;
    private final String unit;
    private final double most;
    private final Change change;

    Distortion(String words, String unit, double most, Change change) {
        this.words = words;
        this.unit = unit;
        this.most = most;
        this.change = change;
    }

    /** What an amount is counted in. */
    public String unit() {
        return unit;
    }

    /** Beyond this amount there is little left to read. */
    public double most() {
        return most;
    }

    /** None, and then so many equal steps up to {@link #most}. */
    public double[] amounts(int steps) {
        double[] amounts = new double[steps + 1];
        Arrays.setAll(amounts, i -> most * i / steps);
        return amounts;
    }

    /**
     * A spoilt copy; equal amounts spoil equal images equally.
     *
     * @param image planar {@code [3, 224, 224]}, 0 … 1
     * @param amount in units of {@link #unit}; 0 changes nothing
     */
    public float[] apply(float[] image, double amount) {
        return amount == 0 ? image.clone() : change.apply(image.clone(), amount);
    }

    @Override
    public String toString() {
        return words;
    }

    private static float[] affine(float[] image, double degrees, double scale, double shift) {
        double pixels = shift * Images.SIZE;
        return AffineMap.of(Math.toRadians(degrees), scale, scale, 0, pixels, pixels)
                .apply(image, Images.SIZE, Images.SIZE, 1);
    }

    /** On white paper strokes get thicker where the smallest values spread. */
    private static float[] strokes(float[] image, double reach) {
        int plane = Images.SIZE * Images.SIZE;
        for (int channel = 0; channel < Images.CHANNELS; channel++) {
            float[] values = Arrays.copyOfRange(image, channel * plane, (channel + 1) * plane);
            float[] changed = StrokeWidth.changed(values, Images.SIZE, Images.SIZE, -reach);
            System.arraycopy(changed, 0, image, channel * plane, plane);
        }
        return image;
    }

    /** The same noise in all channels, as on a grey photograph. */
    private static float[] noisy(float[] image, double amount) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(image));
        int plane = Images.SIZE * Images.SIZE;
        for (int i = 0; i < plane; i++) {
            float noise = (float) (amount / 100 * random.nextGaussian());
            for (int at = i; at < image.length; at += plane) {
                image[at] = Math.max(0, Math.min(1, image[at] + noise));
            }
        }
        return image;
    }

    /** Ink fades towards white paper, and paper darkens as much: both meet in grey. */
    private static float[] faded(float[] image, double lost) {
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (0.5 + (1 - lost) * (image[i] - 0.5));
        }
        return image;
    }

    private static float[] lined(float[] image, int width) {
        for (int i = 0; i < image.length; i++) {
            if (i % Images.SIZE < width) {
                image[i] = 0;
            }
        }
        return image;
    }
}
