package mathsymbols.tune;

import java.util.List;
import mathsymbols.train.Monitor;

/**
 * Tries every combination of values, the last parameter changing fastest.
 *
 * @param epochs of each trial
 */
public record GridSearch(Space space, Monitor objective, int epochs) implements Oracle {

    /** @throws IllegalArgumentException if a parameter's values cannot be counted */
    public GridSearch {
        if (space.all().isEmpty()) {
            throw new IllegalArgumentException(
                    "A logarithmic range has no grid: name the values with choice, or use a random search.");
        }
    }

    @Override
    public Decision next(List<Trial> trials) {
        List<Values> grid = space.all().orElseThrow();
        return trials.size() < grid.size()
                ? new Run(Trial.Plan.fresh(grid.get(trials.size()), epochs))
                : Oracle.waitOrStop(trials);
    }
}
