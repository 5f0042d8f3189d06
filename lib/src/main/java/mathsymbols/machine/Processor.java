package mathsymbols.machine;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.time.Duration;
import java.util.Arrays;

/** How fast this machine's processor computes. */
public final class Processor {
    private static final int SIZE = 1024;
    private static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

    private Processor() {}

    /**
     * Multiplies matrices on all cores and counts.
     *
     * @param duration of the measurement; a second is enough
     * @return floating-point operations (float32) a second, of the median product; a busy machine measures lower
     */
    public static double operationsPerSecond(Duration duration) {
        float[] a = new float[SIZE * SIZE];
        float[] b = new float[SIZE * SIZE];
        float[] c = new float[SIZE * SIZE];
        Arrays.fill(a, 1);
        Arrays.fill(b, 1);
        multiply(a, b, c); // loads the library and starts its threads
        long end = System.nanoTime() + duration.toNanos();
        double[] rates = new double[0];
        do {
            long start = System.nanoTime();
            multiply(a, b, c);
            rates = Arrays.copyOf(rates, rates.length + 1);
            rates[rates.length - 1] = OPERATIONS / (System.nanoTime() - start) * 1e9;
        } while (System.nanoTime() < end);
        Arrays.sort(rates);
        return rates[rates.length / 2];
    }

    private static void multiply(float[] a, float[] b, float[] c) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, c, SIZE);
    }
}
