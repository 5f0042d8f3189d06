package mathsymbols.data;

import java.util.List;
import java.util.random.RandomGenerator;

/** Several augmentations, one after the other. */
public record Composed(List<Augmentation> steps) implements Augmentation {
    public Composed {
        steps = List.copyOf(steps);
    }

    @Override
    public float[] apply(float[] values, long[] shape, RandomGenerator random) {
        float[] changed = values;
        for (Augmentation step : steps) {
            changed = step.apply(changed, shape, random);
        }
        return changed;
    }
}
