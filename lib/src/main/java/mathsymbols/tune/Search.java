package mathsymbols.tune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mathsymbols.io.FolderLock;
import mathsymbols.io.InputException;
import mathsymbols.io.Leftovers;

/**
 * A search for good hyper-parameters: an oracle decides, a runner trains, the folder remembers. Killed or interrupted
 * anywhere, the same call continues where it stopped and ends with the same result.
 *
 * <pre>{@code
 * Oracle oracle = new Hyperband(space, Monitor.VAL_ACCURACY, 100, 3, Mode.AS_PUBLISHED, 1001);
 * SearchResults results = Search.of(oracle, Path.of("models/tuning/math_symbols"))
 *         .listener(results -> System.out.println(results))
 *         .run(new NetworkTrials(this::configuration, FitSettings.DEFAULT, train, validation));
 * }</pre>
 */
public final class Search {
    private final Oracle oracle;
    private final Path folder;
    private SearchListener listener = SearchListener.NONE;

    private Search(Oracle oracle, Path folder) {
        this.oracle = oracle;
        this.folder = folder;
    }

    /** A search that keeps its trials in a folder of its own, and goes on with those it finds there. */
    public static Search of(Oracle oracle, Path folder) {
        return new Search(oracle, folder);
    }

    /** Who is told how the search goes. */
    public Search listener(SearchListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Deletes all trials, so that the search starts from the beginning.
     *
     * @return what was done, as the report prints it
     */
    @SuppressWarnings("try") // the lock is held, not called
    public String overwrite() {
        boolean there = Files.exists(folder);
        try (FolderLock lock = FolderLock.of(folder)) {
            Leftovers.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " could not be deleted: " + e.getMessage(), e);
        }
        return "The folder '" + folder + "' " + (there ? "has been deleted." : "does not exist.");
    }

    /**
     * Runs trials until the oracle stops, or until the thread is interrupted: it stays so, and the trials that were
     * running go on at the next call. A trial that fails is recorded with its reason.
     *
     * @throws SearchFailedException if three trials in a row have failed
     * @throws InputException if the folder holds another search, is damaged, or is in use; or if a file cannot be read or
     *     written, by the search or a trial, which then goes on at the next call
     */
    @SuppressWarnings("try") // the lock is held, not called
    public SearchResults run(TrialRunner runner) {
        try (FolderLock lock = FolderLock.of(folder)) {
            SearchLoop loop = new SearchLoop(oracle, new TrialStore(folder), runner, listener);
            loop.work();
            listener.changed(loop.results());
            return loop.results();
        } catch (IOException e) {
            throw new InputException(
                    "The search in " + folder + " cannot go on (" + InputException.reason(e)
                            + "): mend that, such as a full disk, and call it again, which goes on from there.",
                    e);
        }
    }
}
