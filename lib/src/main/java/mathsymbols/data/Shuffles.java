package mathsymbols.data;

import java.util.Collections;
import java.util.List;

/** The two shuffles behind the report's split; with the same seed they put a list in the same order as Python does. */
final class Shuffles {
    private Shuffles() {}

    /**
     * CPython's {@code random.shuffle}: each swap draws {@code getrandbits(k)}, the top {@code k} bits of an output,
     * until it is small enough.
     */
    static void python(List<?> list, MersenneTwister random) {
        for (int i = list.size() - 1; i > 0; i--) {
            int unused = Integer.numberOfLeadingZeros(i + 1);
            int j;
            do {
                j = random.nextInt() >>> unused;
            } while (j > i);
            Collections.swap(list, i, j);
        }
    }

    /**
     * NumPy's {@code RandomState.shuffle}: each swap draws the low bits of an output, under the smallest mask
     * {@code 2^b - 1 >= i}, until they are small enough.
     */
    static void numpy(List<?> list, MersenneTwister random) {
        for (int i = list.size() - 1; i > 0; i--) {
            int mask = -1 >>> Integer.numberOfLeadingZeros(i);
            int j;
            do {
                j = random.nextInt() & mask;
            } while (j > i);
            Collections.swap(list, i, j);
        }
    }
}
