package mathsymbols.tune;

import java.io.PrintStream;

/** Told how a search goes, on the thread that runs it. */
public interface SearchListener {
    /** Says nothing. */
    SearchListener NONE = new SearchListener() {};

    /** A trial begins, or begins again after it was killed. */
    default void trialStarted(Trial trial) {}

    /** A trial has ended; {@code results} include it. */
    default void trialEnded(Trial trial, SearchResults results) {}

    /** Prints what the Keras Tuner prints when a trial ends. */
    static SearchListener printing(PrintStream out) {
        return new SearchListener() {
            @Override
            public void trialEnded(Trial trial, SearchResults results) {
                out.println(results.report(trial));
            }
        };
    }
}
