package mathsymbols.train;

import java.util.random.RandomGenerator;
import mathsymbols.data.Augmentation;

/** An augmentation of a reader's own, which the library does not know. */
public record Noise(double most) implements Augmentation {
    @Override
    public float[] apply(float[] values, long[] shape, RandomGenerator random) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) random.nextDouble(-most, most);
        }
        return values;
    }
}
