package mathsymbols.data;

import java.util.random.RandomGenerator;

/**
 * A smooth random function on an image: normally distributed values on a grid of 5 × 5, and between them what cubic
 * convolution gives (R. Keys, <i>Cubic Convolution Interpolation for Digital Image Processing</i>, 1981, a = −1/2).
 */
final class SmoothField {
    private static final int GRID = 5;

    private SmoothField() {}

    /**
     * @param deviation the standard deviation on the grid
     * @return {@code [height, width]} values, row by row
     */
    static double[] draw(int height, int width, double deviation, RandomGenerator random) {
        double[] grid = new double[GRID * GRID];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = deviation * random.nextGaussian();
        }
        return interpolate(grid, height, width);
    }

    /** First along the rows of the grid, then along the columns of what that gave. */
    static double[] interpolate(double[] grid, int height, int width) {
        double[] wide = new double[GRID * width];
        for (int x = 0; x < width; x++) {
            double at = (x + 0.5) / width * (GRID - 1);
            for (int row = 0; row < GRID; row++) {
                wide[row * width + x] = between(grid, row * GRID, 1, at);
            }
        }
        double[] field = new double[height * width];
        for (int y = 0; y < height; y++) {
            double at = (y + 0.5) / height * (GRID - 1);
            for (int x = 0; x < width; x++) {
                field[y * width + x] = between(wide, x, width, at);
            }
        }
        return field;
    }

    /** Between {@code GRID} values that lie {@code step} apart; beyond the first and the last they go on as those. */
    private static double between(double[] values, int first, int step, double at) {
        int left = Math.min(GRID - 2, (int) at);
        double t = at - left;
        double a = values[first + step * Math.max(0, left - 1)];
        double b = values[first + step * left];
        double c = values[first + step * (left + 1)];
        double d = values[first + step * Math.min(GRID - 1, left + 2)];
        return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }
}
