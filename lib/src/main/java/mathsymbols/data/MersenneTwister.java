package mathsymbols.data;

/**
 * The generator MT19937 with both seedings of its authors' reference code, {@code mt19937ar.c} (Matsumoto and Nishimura,
 * 2002): CPython's {@code random} uses one, NumPy's {@code RandomState} the other, and the report used both.
 */
final class MersenneTwister {
    private static final int N = 624;
    private static final int M = 397;

    private final int[] state = new int[N];
    private int next = N;

    private MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * scrambled(i - 1) + i;
        }
    }

    /** Seeded as {@code numpy.random.RandomState(seed)} is. */
    static MersenneTwister initGenrand(int seed) {
        return new MersenneTwister(seed);
    }

    /** Seeded as Python's {@code random.seed(n)} is, {@code key} being the 32-bit digits of {@code n}, lowest first. */
    static MersenneTwister initByArray(int... key) {
        MersenneTwister twister = new MersenneTwister(19650218);
        twister.mix(key);
        return twister;
    }

    private void mix(int[] key) {
        int i = 1;
        for (int k = 0; k < Math.max(N, key.length); k++) {
            int j = k % key.length;
            state[i] = (state[i] ^ scrambled(i - 1) * 1664525) + key[j] + j;
            i = following(i);
        }
        for (int k = 0; k < N - 1; k++) {
            state[i] = (state[i] ^ scrambled(i - 1) * 1566083941) - i;
            i = following(i);
        }
        state[0] = 0x80000000;
    }

    private int scrambled(int i) {
        return state[i] ^ state[i] >>> 30;
    }

    /** The place after {@code i} on the ring; passing its end copies the last word to the first. */
    private int following(int i) {
        if (i + 1 < N) {
            return i + 1;
        }
        state[0] = state[N - 1];
        return 1;
    }

    /** The next 32 bits. */
    int nextInt() {
        if (next == N) {
            refill();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    private void refill() {
        for (int i = 0; i < N; i++) {
            int y = state[i] & 0x80000000 | state[(i + 1) % N] & 0x7fffffff;
            state[i] = state[(i + M) % N] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }
}
