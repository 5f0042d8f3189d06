package mathsymbols.tune;

import java.util.List;
import mathsymbols.train.Monitor;

/**
 * Decides which trial of a search is next. It trains nothing and remembers nothing: the same trials so far lead to the
 * same decision, so that a search can be killed anywhere and resumed from its trials alone.
 */
public interface Oracle {

    /** What makes a trial better than another. */
    Monitor objective();

    /** Decides by all the trials so far, in the order of their numbers, running ones included. */
    Decision next(List<Trial> trials);

    /** What to do now. */
    sealed interface Decision {}

    /** Begin this trial. */
    record Run(Trial.Plan plan) implements Decision {}

    /** Ask again when a running trial has ended. */
    record Wait() implements Decision {}

    /** The search is over. */
    record Stop() implements Decision {}

    /** Nothing can begin now: the search is over unless something is running that may change that. */
    static Decision waitOrStop(List<Trial> trials) {
        return trials.stream().anyMatch(Trial::isRunning) ? new Wait() : new Stop();
    }
}
