package mathsymbols.nn.fast;

import java.util.stream.IntStream;

/**
 * A small matrix to be multiplied by vectors whose elements are arrays. The loops read and write all arrays at the same
 * index, one sum of few terms each, because that is what the JIT compiler of Java 17 turns into vector instructions: not
 * {@code to[t + i] = x[a + i] + x[b + i]}, where it cannot know whether {@code to} is {@code x}, and not a sum of six terms.
 */
final class Transform {
    private final double[][] matrix;
    /** Of each row, the columns that are not zero; filled up with factors 0 to four, six, eight … */
    private final int[][] columns;

    private final float[][] factors;

    Transform(double[][] matrix) {
        this.matrix = matrix;
        columns = new int[matrix.length][];
        factors = new float[matrix.length][];
        for (int row = 0; row < matrix.length; row++) {
            double[] values = matrix[row];
            int[] used = IntStream.range(0, values.length)
                    .filter(column -> values[column] != 0)
                    .toArray();
            int terms = Math.max(4, used.length + used.length % 2);
            columns[row] = new int[terms];
            factors[row] = new float[terms];
            for (int term = 0; term < used.length; term++) {
                columns[row][term] = used[term];
                factors[row][term] = (float) values[used[term]];
            }
        }
    }

    int rows() {
        return matrix.length;
    }

    int columns() {
        return matrix[0].length;
    }

    Transform transposed() {
        double[][] result = new double[columns()][rows()];
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < columns(); j++) {
                result[j][i] = matrix[i][j];
            }
        }
        return new Transform(result);
    }

    /** Of {@code count} rows: rows i, i + count, i + 2 count … side by side are row i. */
    Transform folded(int count) {
        int folds = (rows() + count - 1) / count;
        double[][] result = new double[count][folds * columns()];
        for (int i = 0; i < rows(); i++) {
            System.arraycopy(matrix[i], 0, result[i % count], i / count * columns(), columns());
        }
        return new Transform(result);
    }

    /**
     * @param from an array for each column
     * @param to an array for each row
     * @param n how much of each array
     */
    void apply(float[][] from, float[][] to, int n) {
        for (int row = 0; row < to.length; row++) {
            int[] c = columns[row];
            float[] f = factors[row];
            sum(to[row], from[c[0]], f[0], from[c[1]], f[1], from[c[2]], f[2], from[c[3]], f[3], n);
            for (int term = 4; term < c.length; term += 2) {
                add(to[row], from[c[term]], f[term], from[c[term + 1]], f[term + 1], n);
            }
        }
    }

    private static void sum(
            float[] to, float[] a, float fa, float[] b, float fb, float[] c, float fc, float[] d, float fd, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = fa * a[i] + fb * b[i] + fc * c[i] + fd * d[i];
        }
    }

    private static void add(float[] to, float[] a, float fa, float[] b, float fb, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += fa * a[i] + fb * b[i];
        }
    }
}
