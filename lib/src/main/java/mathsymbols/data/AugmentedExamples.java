package mathsymbols.data;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Examples that are changed as they are read, each by random numbers of its own. */
record AugmentedExamples(Examples original, Augmentation augmentation, long seed, int epoch)
        implements DerivedExamples {

    @Override
    public long[] shape() {
        return original.shape();
    }

    @Override
    public void read(int index, FloatBuffer target) {
        target.put(values(index));
    }

    /** @throws IllegalStateException if the augmentation returns more or fewer values than it was given */
    float[] values(int index) {
        long[] shape = shape();
        int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        FloatBuffer values = FloatBuffer.allocate(size);
        original.read(index, values);
        float[] changed = augmentation.apply(values.array(), shape, random(index));
        if (changed.length != size) {
            throw new IllegalStateException(augmentation + " made " + changed.length + " values of an example's " + size
                    + ": an augmentation must keep the shape.");
        }
        return changed;
    }

    /** Each step scrambles the number before it, so that neighbouring seeds, epochs and examples have nothing in common. */
    private SplittableRandom random(int index) {
        long ofSeed = new SplittableRandom(seed).nextLong();
        long ofEpoch = new SplittableRandom(ofSeed + epoch).nextLong();
        return new SplittableRandom(new SplittableRandom(ofEpoch + index).nextLong());
    }
}
