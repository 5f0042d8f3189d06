package mathsymbols.nn.fast;

/**
 * Winograd's minimal filtering F(m × m, r × r): m × m results of a convolution of r × r from a tile of n × n pixels, n = m +
 * r − 1, with n² multiplications instead of m² · r². With tile d, kernel g and element-wise product ⊙,
 *
 * <pre>
 * Y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A
 * </pre>
 *
 * Summed over the channels, each of the n² positions is a matrix product of its own. Lavin, Gray: "Fast algorithms for
 * convolutional neural networks", 2015. README.md derives the matrices and the gradients.
 *
 * @param out m, results a side that a tile gives
 * @param kernel r, pixels a side of a kernel
 * @param pixels Bᵀ, {@code [n, n]}
 * @param kernels G, {@code [n, r]}
 * @param results Aᵀ, {@code [m, n]}
 */
record Winograd(int out, int kernel, Transform pixels, Transform kernels, Transform results) {
    /** Where polynomials are evaluated; the last point of every method is infinity. */
    private static final double[] POINTS = {0, 1, -1, 2, -2, 0.5, -0.5};

    /** The position of the point 1 on each axis: a polynomial's value there is the sum of its coefficients. */
    static final int POINT_ONE = 1;

    /** @param out and {@code kernel} are 9 together at most: more points would cost too many digits */
    static Winograd of(int out, int kernel) {
        int infinity = out + kernel - 2;
        double[][] pixels = new double[infinity + 1][];
        double[][] kernels = new double[infinity + 1][kernel];
        double[][] results = new double[out][infinity + 1];
        for (int point = 0; point < infinity; point++) {
            double x = POINTS[point];
            pixels[point] = polynomialWithZeros(infinity, point);
            for (int power = 0; power < kernel; power++) {
                kernels[point][power] = Math.pow(x, power) / value(pixels[point], x);
            }
            for (int power = 0; power < out; power++) {
                results[power][point] = Math.pow(x, power);
            }
        }
        pixels[infinity] = polynomialWithZeros(infinity, infinity);
        kernels[infinity][kernel - 1] = 1;
        results[out - 1][infinity] = 1;
        return new Winograd(out, kernel, new Transform(pixels), new Transform(kernels), new Transform(results));
    }

    /** The product of x − p over the first {@code count} points p but one; {@code count + 1} coefficients, lowest first. */
    private static double[] polynomialWithZeros(int count, int but) {
        double[] product = new double[count + 1];
        product[0] = 1;
        for (int point = 0; point < count; point++) {
            if (point == but) {
                continue;
            }
            for (int power = count; power >= 0; power--) {
                product[power] = (power == 0 ? 0 : product[power - 1]) - POINTS[point] * product[power];
            }
        }
        return product;
    }

    private static double value(double[] polynomial, double x) {
        double sum = 0;
        for (int power = polynomial.length - 1; power >= 0; power--) {
            sum = sum * x + polynomial[power];
        }
        return sum;
    }

    /** n, pixels a side of a tile. */
    int tile() {
        return out + kernel - 1;
    }

    /** n², matrix products. */
    int products() {
        return tile() * tile();
    }

    /** Tiles that cover one axis of a convolution's results. */
    int tiles(WindowGeometry.Axis axis) {
        return (axis.out() + out - 1) / out;
    }
}
