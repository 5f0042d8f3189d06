package mathsymbols.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import mathsymbols.train.Monitor;
import mathsymbols.tune.Hyperband.Mode;
import mathsymbols.tune.Oracle.Decision;

/** One bracket of a Hyperband search, as its trials so far have left it. */
final class Bracket {
    private final Hyperband hyperband;
    private final int number;
    private final List<List<Trial>> rounds = new ArrayList<>();
    private final boolean exhausted;

    /** @param exhausted whether no fresh trial can begin any more, here or elsewhere */
    Bracket(Hyperband hyperband, int number, List<Trial> trials, boolean exhausted) {
        this.hyperband = hyperband;
        this.number = number;
        this.exhausted = exhausted;
        for (int r = 0; r < hyperband.rounds(number); r++) {
            int round = r;
            rounds.add(trials.stream()
                    .filter(trial ->
                            trial.plan().bracket() == number && trial.plan().round() == round)
                    .toList());
        }
    }

    int number() {
        return number;
    }

    /** Whether the first round has places left, which {@link Mode#COMPLETE} gives up when the space is exhausted. */
    boolean takesFreshTrials() {
        return !isFull(0) && !(exhausted && hyperband.mode() == Mode.COMPLETE);
    }

    /**
     * What to do about the later rounds; nothing if they get no more trials. A round waits until the one before has ended as a whole, so
     * that what is promoted does not depend on which trial ends first. (The Keras Tuner promotes as soon as more have
     * ended than will be dropped, and so its parallel searches cannot be repeated.)
     */
    Optional<Decision> promotion() {
        for (int round = 1; round < rounds.size(); round++) {
            if (isFull(round)) {
                continue;
            }
            List<Trial> before = rounds.get(round - 1);
            if (before.stream().anyMatch(Trial::isRunning)) {
                return Optional.of(new Oracle.Wait());
            }
            Set<Integer> promoted = rounds.get(round).stream()
                    .map(trial -> trial.plan().predecessor().getAsInt())
                    .collect(Collectors.toSet());
            List<Trial> candidates = before.stream()
                    .filter(Trial::isCompleted)
                    .filter(trial -> !promoted.contains(trial.number()))
                    .toList();
            boolean certain = candidates.size() > hyperband.size(number, round - 1) - hyperband.size(number, round);
            if (certain
                    || hyperband.mode() == Mode.COMPLETE && rounds.get(round).size() < closingSize(round)) {
                return Optional.of(new Oracle.Run(continued(best(candidates), round)));
            }
        }
        return Optional.empty();
    }

    /** How many trials a round gets once the one before, of which none is running, can get no more trials; 0 until then. */
    private int closingSize(int round) {
        if (!isClosed(round - 1)) {
            return 0;
        }
        int completed =
                (int) rounds.get(round - 1).stream().filter(Trial::isCompleted).count();
        return Math.min(hyperband.size(number, round), (completed + hyperband.factor() - 1) / hyperband.factor());
    }

    /** Whether a round gets no more trials. */
    private boolean isClosed(int round) {
        if (isFull(round)) {
            return true;
        }
        return round == 0 ? exhausted : isClosed(round - 1) && rounds.get(round).size() >= closingSize(round);
    }

    private boolean isFull(int round) {
        return rounds.get(round).size() >= hyperband.size(number, round);
    }

    /** The best score; of equal ones, the trial that began earlier. */
    private Trial best(List<Trial> candidates) {
        Monitor.Direction direction = hyperband.objective().direction();
        return candidates.stream()
                .reduce((best, trial) -> direction.better(
                                trial.score().getAsDouble(), best.score().getAsDouble())
                        ? trial
                        : best)
                .orElseThrow();
    }

    private Trial.Plan continued(Trial trial, int round) {
        return new Trial.Plan(
                trial.values(),
                number,
                round,
                OptionalInt.of(trial.number()),
                hyperband.epochs(number, round - 1),
                hyperband.epochs(number, round));
    }
}
