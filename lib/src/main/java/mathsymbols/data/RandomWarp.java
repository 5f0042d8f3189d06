package mathsymbols.data;

import java.util.random.RandomGenerator;

/**
 * Turns, stretches, slants and shifts an image as {@link RandomAffine} does, makes it larger or smaller as a whole, and
 * bends it: a smooth field moves every pixel a little. The image is read once for all of it, by cubic convolution: on an
 * image of 48 × 48 a stroke is two or three pixels wide, and linear interpolation would leave it paler than those that the network
 * is shown later. Values must be 0 … 1, and stay so.
 *
 * @param affine the affine part
 * @param logSmallest the natural logarithm of the smallest size as a whole, 0 or less: −0.5 is 0.61
 * @param logLargest that of the largest, 0 or more
 * @param bend the standard deviation of the bending, as a share of half of the image's side
 */
public record RandomWarp(RandomAffine affine, double logSmallest, double logLargest, double bend)
        implements Augmentation {

    public RandomWarp {
        if (!(logSmallest <= 0 && logLargest >= 0 && bend >= 0)) {
            throw new IllegalArgumentException(
                    "A warp's smallest size must be 0 or less, its largest and its bend 0 or more, not " + logSmallest
                            + ", " + logLargest + " and " + bend + ".");
        }
    }

    /**
     * A wide choice for {@link Glyph glyphs}: ±14°, sizes of 0.61 … 1.28, each axis 0.78 … 1.28 beside that, a slant of
     * ±0.2, shifts of ±25 %, bends of 6 %.
     */
    public static RandomWarp ofGlyphs() {
        return new RandomWarp(new RandomAffine(14, 0.25, 0.2, 0.25, 0), -0.5, 0.25, 0.06);
    }

    /** @throws IllegalArgumentException unless the shape is {@code [channels, height, width]} */
    @Override
    public float[] apply(float[] values, long[] shape, RandomGenerator random) {
        RandomAffine.refuseUnlessImage(shape);
        int height = (int) shape[1];
        int width = (int) shape[2];
        double size = Math.exp(logSmallest + (logLargest - logSmallest) * random.nextDouble());
        return affine.draw(height, width, size, random)
                .places(height, width)
                .plus(
                        SmoothField.draw(height, width, bend * width / 2, random),
                        SmoothField.draw(height, width, bend * height / 2, random))
                .readCubic(values, affine.paper());
    }
}
