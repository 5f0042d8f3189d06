package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import mathsymbols.machine.NativeLibrary;

/** How fast this machine's processor computes what the layers ask of it. */
public final class ProcessorSpeed {
    private static final int SIZE = 1024;
    private static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

    private ProcessorSpeed() {}

    /**
     * Multiplies matrices on all cores by oneDNN, which computes the networks' layers as well, and counts. With AVX-512 it
     * convolves by Winograd's method, which takes half as many operations, and so counts twice.
     *
     * @param duration of the measurement; a second is enough
     * @return floating-point operations (float32) of convolutions a second, from the median product; a busy machine measures
     *     lower. Empty where there is no oneDNN
     */
    public static OptionalDouble operationsPerSecond(Duration duration) {
        return OneDnn.obstacle().isPresent()
                ? OptionalDouble.empty()
                : OptionalDouble.of((NativeLibrary.hasAvx512() ? 2 : 1) * products(duration));
    }

    private static double products(Duration duration) {
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
        dnnl_sgemm((byte) 'N', (byte) 'N', SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, c, SIZE);
    }
}
