package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradTest {
    @Test
    void matricesAreThoseOfLavinAndGray() {
        Winograd method = Winograd.of(4, 3);
        assertThat(matrix(method.pixels())).isDeepEqualTo(new float[][] {
            {4, 0, -5, 0, 1, 0},
            {0, -4, -4, 1, 1, 0},
            {0, 4, -4, -1, 1, 0},
            {0, -2, -1, 2, 1, 0},
            {0, 2, -1, -2, 1, 0},
            {0, 4, 0, -5, 0, 1}
        });
        assertThat(matrix(method.kernels())).isDeepEqualTo(new float[][] {
            {1 / 4f, 0, 0},
            {-1 / 6f, -1 / 6f, -1 / 6f},
            {-1 / 6f, 1 / 6f, -1 / 6f},
            {1 / 24f, 1 / 12f, 1 / 6f},
            {1 / 24f, -1 / 12f, 1 / 6f},
            {0, 0, 1}
        });
        assertThat(matrix(method.results())).isDeepEqualTo(new float[][] {
            {1, 1, 1, 1, 1, 0},
            {0, 1, -1, 2, -2, 0},
            {0, 1, 1, 4, 4, 0},
            {0, 1, -1, 8, -8, 1}
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "4, 3", "6, 3", "2, 5", "4, 5"})
    void productsOfPointsGiveAConvolution(int out, int kernel) {
        Winograd method = Winograd.of(out, kernel);
        float[][] d = new float[method.tile()][1];
        float[][] g = new float[kernel][1];
        for (int i = 0; i < d.length; i++) {
            d[i][0] = 1 + i * i % 7;
        }
        for (int i = 0; i < kernel; i++) {
            g[i][0] = 3 - i;
        }
        float[][] v = applied(method.pixels(), d);
        float[][] u = applied(method.kernels(), g);
        for (int i = 0; i < v.length; i++) {
            v[i][0] *= u[i][0];
        }
        float[][] y = applied(method.results(), v);
        for (int i = 0; i < out; i++) {
            double sum = 0;
            for (int j = 0; j < kernel; j++) {
                sum += d[i + j][0] * g[j][0];
            }
            assertThat((double) y[i][0]).isCloseTo(sum, offset(1e-4));
        }
    }

    @Test
    void foldedRowsLieSideBySide() {
        Transform three = new Transform(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(matrix(three.folded(2))).isDeepEqualTo(new float[][] {{1, 2, 5, 6}, {3, 4, 0, 0}});
        assertThat(matrix(three.transposed())).isDeepEqualTo(new float[][] {{1, 3, 5}, {2, 4, 6}});
    }

    private static float[][] matrix(Transform transform) {
        float[][] units = new float[transform.columns()][transform.columns()];
        for (int i = 0; i < units.length; i++) {
            units[i][i] = 1;
        }
        return applied(transform, units);
    }

    private static float[][] applied(Transform transform, float[][] from) {
        float[][] to = new float[transform.rows()][from[0].length];
        transform.apply(from, to, from[0].length);
        return to;
    }
}
