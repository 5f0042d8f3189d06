package mathsymbols.data;

import java.util.random.RandomGenerator;

/**
 * Turns, stretches, slants and shifts an image, each by an amount drawn evenly from a range around none.
 *
 * @param degrees the largest rotation, either way
 * @param logScale the largest natural logarithm of the scale, drawn for each axis of its own: 0.25 gives 0.78 … 1.28
 * @param shear the largest slant, as the horizontal shift per row
 * @param shift the largest shift as a share of width and height
 * @param paper the value around the image: 1 where paper is white, 0 where it is black
 */
public record RandomAffine(double degrees, double logScale, double shear, double shift, float paper)
        implements Augmentation {

    public RandomAffine {
        if (!(degrees >= 0 && logScale >= 0 && shear >= 0 && shift >= 0)) {
            throw new IllegalArgumentException("The ranges of an affine augmentation must be 0 or more, not " + degrees
                    + ", " + logScale + ", " + shear + " and " + shift + ".");
        }
    }

    /** A moderate choice for symbols on white paper: ±10°, scales of 0.86 … 1.16, a slant of ±0.1, shifts of ±8 %. */
    public static RandomAffine moderate() {
        return new RandomAffine(10, 0.15, 0.1, 0.08, 1);
    }

    /** @throws IllegalArgumentException unless the shape is {@code [channels, height, width]} */
    @Override
    public float[] apply(float[] values, long[] shape, RandomGenerator random) {
        refuseUnlessImage(shape);
        int height = (int) shape[1];
        int width = (int) shape[2];
        return draw(height, width, 1, random).apply(values, height, width, paper);
    }

    /** @param size what both scales are multiplied by */
    AffineMap draw(int height, int width, double size, RandomGenerator random) {
        return AffineMap.of(
                Math.toRadians(within(degrees, random)),
                size * Math.exp(within(logScale, random)),
                size * Math.exp(within(logScale, random)),
                within(shear, random),
                width * within(shift, random),
                height * within(shift, random));
    }

    private static double within(double most, RandomGenerator random) {
        return most * (2 * random.nextDouble() - 1);
    }

    static void refuseUnlessImage(long[] shape) {
        if (shape.length != 3) {
            throw new IllegalArgumentException(
                    "Only images of [channels, height, width] can be turned, not examples of " + shape.length
                            + " dimensions.");
        }
    }
}
