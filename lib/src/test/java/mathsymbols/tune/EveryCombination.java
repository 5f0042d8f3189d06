package mathsymbols.tune;

import java.util.List;
import java.util.OptionalInt;
import mathsymbols.train.Monitor;

/** Tries every combination for some epochs: an oracle without surprises. */
record EveryCombination(Space space, Monitor objective, int epochs) implements Oracle {
    @Override
    public Decision next(List<Trial> trials) {
        List<Values> all = space.all().orElseThrow();
        return trials.size() < all.size()
                ? new Run(new Trial.Plan(all.get(trials.size()), 0, 0, OptionalInt.empty(), 0, epochs))
                : Oracle.waitOrStop(trials);
    }
}
