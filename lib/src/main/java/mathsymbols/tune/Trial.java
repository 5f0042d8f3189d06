package mathsymbols.tune;

import com.fasterxml.jackson.annotation.JsonIgnore;
import mathsymbols.train.History;

/**
 * One training run of a search.
 *
 * @param number counted from 1 in the order in which trials begin
 * @param plan what is trained, and for how long
 * @param status how it goes
 * @param score the best epoch's value of the search's objective; NaN unless completed
 * @param bestEpoch that epoch; 0 unless completed
 * @param history the epochs this trial ran itself; empty unless completed
 * @param seconds how long it took
 * @param elapsed how long the search had taken when it ended, in seconds, pauses between runs not counted
 * @param ended the how-manieth trial it was to end, counted from 1; 0 while running
 * @param message why it is not completed; empty otherwise
 */
public record Trial(
        int number,
        Plan plan,
        Status status,
        double score,
        int bestEpoch,
        History history,
        double seconds,
        double elapsed,
        int ended,
        String message) {

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
     * @param predecessor the number of the trial whose weights this one begins with; 0 for fresh ones
     * @param initialEpoch epochs the predecessor stands for; this trial begins with the one after
     * @param epochs the last epoch
     */
    public record Plan(Values values, int bracket, int round, int predecessor, int initialEpoch, int epochs) {

        /** Fresh weights, trained for some epochs. */
        static Plan fresh(Values values, int epochs) {
            return new Plan(values, 0, 0, 0, 0, epochs);
        }
    }

    static Trial begin(int number, Plan plan) {
        return new Trial(number, plan, Status.RUNNING, Double.NaN, 0, History.empty(), 0, 0, 0, "");
    }

    Trial completed(double score, int bestEpoch, History history, double seconds) {
        return new Trial(number, plan, Status.COMPLETED, score, bestEpoch, history, seconds, 0, 0, "");
    }

    Trial failed(Status status, String reason, double seconds) {
        return new Trial(number, plan, status, Double.NaN, 0, History.empty(), seconds, 0, 0, String.valueOf(reason));
    }

    Trial asEnded(int order, double elapsed) {
        return new Trial(number, plan, status, score, bestEpoch, history, seconds, elapsed, order, message);
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
}
