package mathsymbols.tune;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import mathsymbols.train.Monitor;

/**
 * Hyperband (Li et al., JMLR 18, 2018) as the Keras Tuner runs it ({@code keras_tuner/tuners/hyperband.py}): many
 * configurations are trained for a few epochs, the best third of them goes on for three times as many, and so on; the
 * next bracket begins with fewer configurations and more epochs.
 *
 * @param objective what makes a trial better
 * @param maxEpochs M, the epochs of a bracket's last round
 * @param factor f, by which configurations shrink and epochs grow from round to round, at least 2
 * @param mode what happens when the space runs out
 * @param seed what the configurations are drawn from
 */
public record Hyperband(Space space, Monitor objective, int maxEpochs, int factor, Mode mode, long seed)
        implements Oracle {

    /** What happens when there are fewer configurations than the first round has places. */
    public enum Mode {
        /**
         * The Keras Tuner's way, and so the report's: the 21st collision in a row ends the search, in the middle of the
         * first round, without any halving (keras-tuner issue 676).
         */
        AS_PUBLISHED,
        /**
         * The round is closed with what there is, and halving goes on: the best {@code ⌈n / f⌉} of n completed trials,
         * but no more than the published size, are promoted once all have ended. The same holds where trials failed.
         */
        COMPLETE
    }

    public Hyperband {
        if (maxEpochs < 1 || factor < 2) {
            throw new IllegalArgumentException("Hyperband needs at least 1 epoch and a factor of at least 2, not "
                    + maxEpochs + " and " + factor + ".");
        }
    }

    /** How often M can be divided by f before it falls below 1: the brackets are numbered from this less one to 0. */
    public int brackets() {
        int brackets = 0;
        for (double epochs = maxEpochs; epochs >= 1; epochs /= factor) {
            brackets++;
        }
        return brackets;
    }

    /** Bracket b has b + 1 rounds. */
    public int rounds(int bracket) {
        return bracket + 1;
    }

    /** {@code ⌈ ⌈1 + log_f M⌉ / (b + 1) · f^(b − r) ⌉} trials. */
    public int size(int bracket, int round) {
        double sizeOfBracket0 = Math.ceil(1 + Math.log(maxEpochs) / Math.log(factor));
        return (int) Math.ceil(sizeOfBracket0 / (bracket + 1) * Math.pow(factor, bracket - round));
    }

    /** {@code ⌈ M / f^(b − r) ⌉}, counted from the very first epoch; a round begins where the one before ended. */
    public int epochs(int bracket, int round) {
        return (int) Math.ceil(maxEpochs / Math.pow(factor, bracket - round));
    }

    @Override
    public Decision next(List<Trial> trials) {
        Optional<Values> untried = untried(trials);
        int latest =
                trials.stream().mapToInt(trial -> trial.plan().bracket()).min().orElse(brackets() - 1);
        for (int number = brackets() - 1; number >= latest; number--) {
            Bracket bracket = new Bracket(this, number, trials, untried.isEmpty());
            if (bracket.takesFreshTrials()) {
                return untried.map(values -> begin(values, bracket.number()))
                        .orElseGet(() -> Oracle.waitOrStop(trials));
            }
            Optional<Decision> promotion = bracket.promotion();
            if (promotion.isPresent()) {
                return promotion.get();
            }
        }
        return latest == 0 || untried.isEmpty() ? Oracle.waitOrStop(trials) : begin(untried.get(), latest - 1);
    }

    private Optional<Values> untried(List<Trial> trials) {
        Set<Values> tried = trials.stream().map(Trial::values).collect(Collectors.toSet());
        // Numbers for the trial that begins after this number of others: the same ones after a resume.
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + trials.size());
        return mode == Mode.AS_PUBLISHED ? space.drawUntried(tried, random) : space.drawUntriedToTheLast(tried, random);
    }

    private Decision begin(Values values, int bracket) {
        return new Run(new Trial.Plan(values, bracket, 0, OptionalInt.empty(), 0, epochs(bracket, 0)));
    }
}
