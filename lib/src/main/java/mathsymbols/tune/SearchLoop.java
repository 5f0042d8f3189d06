package mathsymbols.tune;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import mathsymbols.train.DivergedException;
import mathsymbols.train.History;
import mathsymbols.tune.Oracle.Decision;
import mathsymbols.tune.Trial.Status;
import mathsymbols.tune.TrialRunner.Assignment;

/** The trials of one search and the threads that run them. */
final class SearchLoop {
    private static final int FAILURES_IN_A_ROW = 3;

    private final Oracle oracle;
    private final TrialStore store;
    private final TrialRunner runner;
    private final SearchListener listener;
    private final List<Trial> trials;
    private final Deque<Trial> killed = new ArrayDeque<>();
    private final double elapsedBefore;
    private final long start = System.nanoTime();
    private boolean over;

    SearchLoop(Oracle oracle, TrialStore store, TrialRunner runner, SearchListener listener) throws IOException {
        this.oracle = oracle;
        this.store = store;
        this.runner = runner;
        this.listener = listener;
        Map<String, String> settings = oracle.next(List.of()) instanceof Oracle.Run first
                ? runner.fingerprint(first.plan().values())
                : Map.of();
        this.trials = store.open(oracle, settings);
        this.elapsedBefore = trials.stream().mapToDouble(Trial::elapsed).max().orElse(0);
        for (Trial trial : trials) {
            if (trial.isRunning()) {
                killed.add(trial);
            } else {
                runner.recorded(store.folder(trial.number()));
            }
        }
    }

    synchronized SearchResults results() {
        return new SearchResults(oracle.objective(), trials);
    }

    /** Runs one trial after the other on this thread until there is none left to begin. */
    void work() throws IOException {
        try {
            for (Optional<Trial> trial = next(); trial.isPresent(); trial = next()) {
                end(run(trial.get()));
            }
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop();
        }
    }

    private synchronized void stop() {
        over = true;
        notifyAll();
    }

    private synchronized Optional<Trial> next() throws IOException, InterruptedException {
        while (!over) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!killed.isEmpty()) {
                return begin(killed.poll());
            }
            Decision decision = oracle.next(List.copyOf(trials));
            if (decision instanceof Oracle.Run run) {
                Trial trial = Trial.begin(trials.size() + 1, run.plan());
                store.save(trial);
                trials.add(trial);
                return begin(trial);
            }
            if (decision instanceof Oracle.Stop) {
                return Optional.empty();
            }
            wait();
        }
        return Optional.empty();
    }

    private Optional<Trial> begin(Trial trial) {
        listener.trialStarted(trial);
        return Optional.of(trial);
    }

    /** The trial with its outcome. What is not the trial's own fault (an interrupt, an error of the JVM) is thrown. */
    private Trial run(Trial trial) throws InterruptedException {
        long begun = System.nanoTime();
        Assignment assignment = new Assignment(
                trial,
                oracle.objective(),
                store.folder(trial.number()),
                trial.plan().predecessor().stream().mapToObj(store::folder).findFirst());
        try {
            History history = runner.run(assignment);
            return history.best(oracle.objective())
                    .map(best ->
                            trial.completed(oracle.objective().of(best), best.epoch(), history, secondsSince(begun)))
                    .orElseGet(() -> trial.failed(Status.INVALID, "No epoch has a score.", secondsSince(begun)));
        } catch (InterruptedException | CancellationException e) {
            throw e;
        } catch (DivergedException e) {
            return trial.failed(Status.INVALID, e.getMessage(), secondsSince(begun));
        } catch (OutOfMemoryError e) {
            return trial.failed(Status.OUT_OF_MEMORY, e.getMessage(), secondsSince(begun));
        } catch (Exception e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("An interrupt made a trial fail: " + e);
            }
            return trial.failed(
                    isOutOfMemory(e) ? Status.OUT_OF_MEMORY : Status.FAILED, e.toString(), secondsSince(begun));
        }
    }

    /** ND4J wraps the JVM's error, and reports a lack of its own memory by an exception's message alone. */
    private static boolean isOutOfMemory(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof OutOfMemoryError
                || message.contains("allocation failed")
                || message.contains("Failed to allocate")
                || failure.getCause() != null && isOutOfMemory(failure.getCause());
    }

    private synchronized void end(Trial outcome) throws IOException {
        int ended =
                1 + (int) trials.stream().filter(trial -> !trial.isRunning()).count();
        Trial trial = outcome.asEnded(ended, elapsedBefore + secondsSince(start));
        store.save(trial);
        trials.set(trial.number() - 1, trial);
        runner.recorded(store.folder(trial.number()));
        listener.trialEnded(trial, results());
        refuseFailuresInARow();
        notifyAll();
    }

    private void refuseFailuresInARow() {
        List<Trial> latest = trials.stream()
                .filter(trial -> !trial.isRunning())
                .sorted(Comparator.comparingInt((Trial trial) -> trial.ended().getAsInt())
                        .reversed())
                .limit(FAILURES_IN_A_ROW)
                .toList();
        if (latest.size() == FAILURES_IN_A_ROW && latest.stream().noneMatch(Trial::isCompleted)) {
            throw new SearchFailedException("Three trials in a row have failed, so the search ends: "
                    + latest.stream()
                            .map(trial -> "trial " + trial.number() + " (" + trial.values() + ") " + trial.status()
                                    + ": " + trial.message().orElse("no reason given"))
                            .collect(Collectors.joining("; ")));
        }
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
