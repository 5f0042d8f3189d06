package mathsymbols.tune;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import mathsymbols.train.History;

/**
 * One training run of a search.
 *
 * @param number counted from 1 in the order in which trials begin
 * @param plan what is trained, and for how long
 * @param status how it goes
 * @param score the best epoch's value of the search's objective, if completed
 * @param bestEpoch that epoch, if completed
 * @param history the epochs this trial ran itself; empty unless completed
 * @param seconds how long it took; 0 while running
 * @param elapsed how long the search had taken when it ended, in seconds, pauses between runs not counted;
 *     0 while running
 * @param ended its place in the order in which trials ended, counted from 1; none while running
 * @param message why it failed, if it did
 */
public record Trial(
        int number,
        Plan plan,
        Status status,
        OptionalDouble score,
        OptionalInt bestEpoch,
        History history,
        double seconds,
        double elapsed,
        OptionalInt ended,
        Optional<String> message) {

    /** How a trial goes, or how it ended. */
    public enum Status {
        RUNNING,
        COMPLETED,
        /** Something was thrown. */
        FAILED,
        /** The loss was no longer a finite number. */
        INVALID,
        OUT_OF_MEMORY
    }

    /**
     * What a trial is to do.
     *
     * @param values the hyper-parameters
     * @param bracket of Hyperband; 0 elsewhere
     * @param round of the bracket, counted from 0
     * @param predecessor the number of the trial whose weights this one begins with; none for fresh weights
     * @param initialEpoch epochs the predecessor stands for; this trial begins with the one after
     * @param epochs the last epoch
     */
    public record Plan(Values values, int bracket, int round, OptionalInt predecessor, int initialEpoch, int epochs) {}

    /** Whether its parts go together; those of a file may not. */
    @JsonIgnore
    boolean isSound() {
        int before = plan.predecessor().orElse(0);
        return isCompleted() == score.isPresent()
                && isCompleted() == bestEpoch.isPresent()
                && isRunning() == ended.isEmpty()
                && plan.bracket() >= 0
                && plan.round() >= 0
                && (plan.round() > 0) == plan.predecessor().isPresent()
                && before < number
                && before >= (plan.predecessor().isPresent() ? 1 : 0)
                && plan.initialEpoch() >= 0
                && plan.initialEpoch() < plan.epochs();
    }

    static Trial begin(int number, Plan plan) {
        return new Trial(
                number,
                plan,
                Status.RUNNING,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                History.empty(),
                0,
                0,
                OptionalInt.empty(),
                Optional.empty());
    }

    Trial completed(double newScore, int epoch, History epochs, double took) {
        return new Trial(
                number,
                plan,
                Status.COMPLETED,
                OptionalDouble.of(newScore),
                OptionalInt.of(epoch),
                epochs,
                took,
                0,
                OptionalInt.empty(),
                Optional.empty());
    }

    Trial failed(Status why, String reason, double took) {
        return new Trial(
                number,
                plan,
                why,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                History.empty(),
                took,
                0,
                OptionalInt.empty(),
                Optional.ofNullable(reason));
    }

    Trial asEnded(int order, double searchTook) {
        return new Trial(
                number, plan, status, score, bestEpoch, history, seconds, searchTook, OptionalInt.of(order), message);
    }

    /** The hyper-parameters. */
    public Values values() {
        return plan.values();
    }

    /** Whether it still runs, or did when the search was last killed. */
    @JsonIgnore
    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    @JsonIgnore
    public boolean isCompleted() {
        return status == Status.COMPLETED;
    }

    /** Such as {@code 3 (activation: relu, learning_rate: 0.001): 0.4158 in epoch 2}. */
    @Override
    public String toString() {
        String outcome = isCompleted()
                ? String.format(Locale.ROOT, "%.4f in epoch %d", score.getAsDouble(), bestEpoch.getAsInt())
                : status + message.map(why -> ", " + why).orElse("");
        return number + " (" + values() + "): " + outcome;
    }
}
