package mathsymbols.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;

/** Carries out what an oracle has decided. */
@FunctionalInterface
public interface TrialRunner {

    /**
     * One trial to run.
     *
     * @param trial what to train, and for how long
     * @param objective the figure whose best epoch counts
     * @param folder the trial's own, where it finds what it left there when it was killed
     * @param predecessor the folder of the trial whose weights this one begins with, if there is one
     */
    record Assignment(Trial trial, Monitor objective, Path folder, Optional<Path> predecessor) {}

    /**
     * How many trials it can run at the moment, each on a thread of its own; asked again and again. Empty, as by default: one after the other, on the
     * searching thread.
     */
    default OptionalInt atOnce() {
        return OptionalInt.empty();
    }

    /**
     * Runs a trial to its end, on the calling thread.
     *
     * @return the epochs it ran
     * @throws mathsymbols.train.DivergedException if the loss is no longer a finite number
     * @throws mathsymbols.io.InputException if it was not the trial that failed, but a file or the machines it runs on; the search
     *     ends, and goes on with the trial when called again, as with an {@code IOException}
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     * @throws Exception if anything else goes wrong
     */
    History run(Assignment assignment) throws Exception;

    /**
     * What the outcome of a trial depends on besides its plan, by name, such as the data and the batch size. A
     * search continues only where all of it is as it was when the search began.
     *
     * @param example the hyper-parameters of the search's first trial
     */
    default Map<String, String> fingerprint(Values example) {
        return Map.of();
    }

    /**
     * Told once a trial's outcome, good or bad, is safely on the disk: what was kept in its folder only to go on with it
     * may be deleted. Told again when a search that was killed is opened.
     */
    default void recorded(Path folder) throws IOException {}
}
