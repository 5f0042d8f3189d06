package mathsymbols.data;

import java.util.random.RandomGenerator;

/**
 * Gives a {@link Glyph} the look of a photograph: ink of another strength and a little noise for all images, and for some
 * of them grey paper that is lighter on one side than on the other, on which ink stands out less.
 *
 * @param share of the images that get grey paper, 0 … 1
 * @param grey how dark their paper is at most, where 0 is white and 1 black
 * @param fading how much of the ink's contrast to it is lost at most, 0 … 1
 * @param noise the largest standard deviation of the noise
 */
public record Photograph(double share, double grey, double fading, double noise) implements Augmentation {
    /** Of the difference of the paper's grey between the middle and the edge. */
    private static final double SLOPE = 0.08;

    private static final double DARKEST_PAPER = 0.8;
    private static final double LEAST_INK = 0.7;
    private static final double MOST_INK = 1.2;

    public Photograph {
        if (!(share >= 0 && share <= 1 && grey >= 0 && grey <= 1 && fading >= 0 && fading <= 1 && noise >= 0)) {
            throw new IllegalArgumentException("A photograph's shares must be 0 … 1 and its noise 0 or more, not "
                    + share + ", " + grey + ", " + fading + " and " + noise + ".");
        }
    }

    /** Grey paper in half of the images, up to 0.55 dark, ink with up to 45 % less contrast, noise up to 0.05. */
    public static Photograph ofGlyphs() {
        return new Photograph(0.5, 0.55, 0.45, 0.05);
    }

    /** @param shape {@code [1, height, width]} */
    @Override
    public float[] apply(float[] values, long[] shape, RandomGenerator random) {
        float strength = (float) random.nextDouble(LEAST_INK, MOST_INK);
        for (int i = 0; i < values.length; i++) {
            values[i] = clipped(values[i] * strength, 1);
        }
        if (random.nextDouble() < share) {
            lay(values, (int) shape[1], (int) shape[2], random);
        }
        double deviation = noise * random.nextDouble();
        for (int i = 0; i < values.length; i++) {
            values[i] = clipped((float) (values[i] + deviation * random.nextGaussian()), 1);
        }
        return values;
    }

    /** Paper first, ink over it: where there is none, the paper shows. */
    private void lay(float[] values, int height, int width, RandomGenerator random) {
        float middle = (float) (grey * random.nextDouble());
        float slopeX = (float) (SLOPE * random.nextGaussian());
        float slopeY = (float) (SLOPE * random.nextGaussian());
        float ink = (float) (1 - fading * random.nextDouble());
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                float light = slopeX * (2f * x / width - 1) + slopeY * (2f * y / height - 1);
                float paper = clipped(middle + light, (float) DARKEST_PAPER);
                values[i] = paper + (1 - paper) * ink * values[i];
            }
        }
    }

    private static float clipped(float value, float most) {
        return Math.max(0, Math.min(most, value));
    }
}
