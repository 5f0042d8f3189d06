package mathsymbols.nn.fast;

/**
 * Winograd's minimal filtering F(4 × 4, 3 × 3): 16 results of a convolution of 3 × 3 from a tile of 6 × 6 pixels with 36
 * multiplications instead of 144. With tile d, kernel g and element-wise product ⊙,
 *
 * <pre>
 * Y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A
 * </pre>
 *
 * Summed over the channels, each of the 36 positions is a matrix product of its own. The three matrices are those of Lavin,
 * Gray: "Fast algorithms for convolutional neural networks", 2015, for the points 0, ±1, ±2.
 *
 * <p>Each method multiplies by one matrix along one axis; it is called twice, for rows and for columns. A step of an axis
 * is {@code stride} floats, and at every step lie {@code n} neighbouring floats that are treated alike: channels, or whole
 * rows. The loops read one array and write another, one sum each, because that is what the JIT compiler turns into vector
 * instructions.
 */
final class Winograd {
    /** Pixels a side of a tile. */
    static final int TILE = 6;

    /** Results a side that a tile gives. */
    static final int OUT = 4;

    /** Pixels a side of a kernel. */
    static final int KERNEL = 3;

    /** Matrix products. */
    static final int PRODUCTS = TILE * TILE;

    private Winograd() {}

    /** 6 steps of {@code from} to 6 of {@code to}: Bᵀ. */
    static void input(float[] to, int t, int toStride, float[] from, int f, int stride, int n) {
        int d1 = f + stride;
        int d2 = d1 + stride;
        int d3 = d2 + stride;
        int d4 = d3 + stride;
        int d5 = d4 + stride;
        sum3(to, t, from, f, 4, d2, -5, d4, 1, n);
        sum4(to, t + toStride, from, d1, -4, d2, -4, d3, 1, d4, 1, n);
        sum4(to, t + 2 * toStride, from, d1, 4, d2, -4, d3, -1, d4, 1, n);
        sum4(to, t + 3 * toStride, from, d1, -2, d2, -1, d3, 2, d4, 1, n);
        sum4(to, t + 4 * toStride, from, d1, 2, d2, -1, d3, -2, d4, 1, n);
        sum3(to, t + 5 * toStride, from, d1, 4, d3, -5, d5, 1, n);
    }

    /** 3 steps of {@code from} to 6 of {@code to}: G. */
    static void kernel(float[] to, int t, int toStride, float[] from, int f, int stride, int n) {
        int g1 = f + stride;
        int g2 = g1 + stride;
        sum3(to, t, from, f, 1 / 4f, g1, 0, g2, 0, n);
        sum3(to, t + toStride, from, f, -1 / 6f, g1, -1 / 6f, g2, -1 / 6f, n);
        sum3(to, t + 2 * toStride, from, f, -1 / 6f, g1, 1 / 6f, g2, -1 / 6f, n);
        sum3(to, t + 3 * toStride, from, f, 1 / 24f, g1, 1 / 12f, g2, 1 / 6f, n);
        sum3(to, t + 4 * toStride, from, f, 1 / 24f, g1, -1 / 12f, g2, 1 / 6f, n);
        sum3(to, t + 5 * toStride, from, f, 0, g1, 0, g2, 1, n);
    }

    /** 6 steps of {@code from} to 4 of {@code to}: Aᵀ. */
    static void output(float[] to, int t, int toStride, float[] from, int f, int stride, int n) {
        int m1 = f + stride;
        int m2 = m1 + stride;
        int m3 = m2 + stride;
        int m4 = m3 + stride;
        int m5 = m4 + stride;
        sum5(to, t, from, f, m1, 1, m2, 1, m3, 1, m4, 1, n);
        sum4(to, t + toStride, from, m1, 1, m2, -1, m3, 2, m4, -2, n);
        sum4(to, t + 2 * toStride, from, m1, 1, m2, 1, m3, 4, m4, 4, n);
        sum5(to, t + 3 * toStride, from, m5, m1, 1, m2, -1, m3, 8, m4, -8, n);
    }

    private static void sum3(float[] to, int t, float[] x, int a, float fa, int b, float fb, int c, float fc, int n) {
        for (int i = 0; i < n; i++) {
            to[t + i] = fa * x[a + i] + fb * x[b + i] + fc * x[c + i];
        }
    }

    private static void sum4(
            float[] to, int t, float[] x, int a, float fa, int b, float fb, int c, float fc, int d, float fd, int n) {
        for (int i = 0; i < n; i++) {
            to[t + i] = fa * x[a + i] + fb * x[b + i] + fc * x[c + i] + fd * x[d + i];
        }
    }

    private static void sum5(
            float[] to,
            int t,
            float[] x,
            int one,
            int a,
            float fa,
            int b,
            float fb,
            int c,
            float fc,
            int d,
            float fd,
            int n) {
        for (int i = 0; i < n; i++) {
            to[t + i] = x[one + i] + fa * x[a + i] + fb * x[b + i] + fc * x[c + i] + fd * x[d + i];
        }
    }
}
