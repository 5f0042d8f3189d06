package mathsymbols.tune;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import mathsymbols.train.Monitor;

/**
 * Tries values at random, none twice, until there are enough trials or no values left.
 *
 * @param epochs of each trial
 * @param seed what the values are drawn from
 */
public record RandomSearch(Space space, Monitor objective, int maxTrials, int epochs, long seed) implements Oracle {

    @Override
    public Decision next(List<Trial> trials) {
        Optional<Values> values = trials.size() < maxTrials
                ? space.drawUntriedToTheLast(
                        trials.stream().map(trial -> trial.values()).collect(Collectors.toSet()),
                        randomFor(trials.size(), seed))
                : Optional.empty();
        return values.<Decision>map(drawn -> new Run(Trial.Plan.fresh(drawn, epochs)))
                .orElseGet(() -> Oracle.waitOrStop(trials));
    }

    /** Numbers for the trial that begins after {@code trials} others: the same ones after a resume. */
    static SplittableRandom randomFor(int trials, long seed) {
        return new SplittableRandom(seed * 1_000_003 + trials);
    }
}
