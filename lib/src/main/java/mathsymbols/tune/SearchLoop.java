package mathsymbols.tune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mathsymbols.io.InputException;
import mathsymbols.io.Stopwatch;
import mathsymbols.io.Threads;
import mathsymbols.machine.Memory;
import mathsymbols.train.DivergedException;
import mathsymbols.train.History;
import mathsymbols.tune.Trial.Status;
import mathsymbols.tune.TrialRunner.Assignment;

/**
 * The trials of one search, as many at once as the runner takes. Only the thread that calls {@link #work} decides, writes
 * and tells the listener.
 */
final class SearchLoop {
    private static final int FAILURES_IN_A_ROW = 3;

    private final Oracle oracle;
    private final TrialStore store;
    private final TrialRunner runner;
    private final SearchListener listener;
    private final List<Trial> trials;
    private final Deque<Trial> killed = new ArrayDeque<>();
    private final double elapsedBefore;
    private final Stopwatch watch = Stopwatch.start();

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

    SearchResults results() {
        return new SearchResults(oracle.objective(), trials);
    }

    /** Runs trials until there is none left to begin, or until the thread is interrupted. */
    void work() throws IOException {
        if (runner.atOnce().isEmpty()) {
            work(Runnable::run); // on this thread, so that its interrupt reaches the fit
            return;
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            work(threads);
        } finally {
            Threads.interrupt(threads); // none runs on behind the search
        }
    }

    private void work(Executor threads) throws IOException {
        CompletionService<Trial> running = new ExecutorCompletionService<>(threads);
        int count = 0;
        try {
            while (true) {
                Optional<Trial> trial = count < runner.atOnce().orElse(1) ? next() : Optional.empty();
                if (trial.isPresent()) {
                    running.submit(() -> run(trial.get()));
                    count++;
                } else if (count > 0) {
                    Optional<Trial> outcome = outcome(running);
                    if (outcome.isPresent()) {
                        end(outcome.get());
                        count--;
                    }
                } else {
                    return;
                }
            }
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The next trial to end, or none after a second, since there may be room for more by then. One that has ended already is
     * told even to a thread that is interrupted.
     */
    private static Optional<Trial> outcome(CompletionService<Trial> running) throws IOException, InterruptedException {
        Future<Trial> ended = running.poll();
        if (ended == null) {
            ended = running.poll(1, TimeUnit.SECONDS);
        }
        if (ended == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ended.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof InputException fault) {
                throw fault;
            }
            if (e.getCause() instanceof IOException fault) {
                throw fault;
            }
            InterruptedException stopped = new InterruptedException("A trial was interrupted.");
            stopped.initCause(e.getCause());
            throw stopped;
        }
    }

    private Optional<Trial> next() throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!killed.isEmpty()) {
            return begin(killed.poll());
        }
        if (!(oracle.next(List.copyOf(trials)) instanceof Oracle.Run run)) {
            return Optional.empty(); // until one that is running has ended, or for good
        }
        Trial trial = Trial.begin(trials.size() + 1, run.plan());
        store.save(trial);
        trials.add(trial);
        return begin(trial);
    }

    private Optional<Trial> begin(Trial trial) {
        listener.changed(results());
        return Optional.of(trial);
    }

    /**
     * The trial with its outcome. What is not the trial's own fault (an interrupt, an error of the JVM, a disk that is full,
     * a file that is lost) is thrown: the trial is still running for the next call, which comes to the same end.
     */
    private Trial run(Trial trial) throws IOException, InterruptedException {
        Stopwatch begun = Stopwatch.start();
        Assignment assignment = new Assignment(
                trial,
                oracle.objective(),
                store.folder(trial.number()),
                trial.plan().predecessor().stream().mapToObj(store::folder).findFirst());
        try {
            History history = runner.run(assignment);
            return history.best(oracle.objective())
                    .map(best -> trial.completed(
                            oracle.objective().of(best), best.epoch(), history, seconds(begun, history)))
                    .orElseGet(() -> trial.failed(Status.INVALID, "No epoch has a score.", begun.seconds()));
        } catch (InterruptedException | CancellationException e) {
            throw e;
        } catch (DivergedException e) {
            return trial.failed(Status.INVALID, e.getMessage(), begun.seconds());
        } catch (OutOfMemoryError e) {
            return trial.failed(Status.OUT_OF_MEMORY, e.getMessage(), begun.seconds());
        } catch (InputException | IOException e) {
            refuseInterrupted(e);
            throw e;
        } catch (UncheckedIOException e) {
            refuseInterrupted(e);
            throw e.getCause();
        } catch (Exception e) {
            refuseInterrupted(e);
            return trial.failed(
                    Memory.hasRunOut(e) ? Status.OUT_OF_MEMORY : Status.FAILED, e.toString(), begun.seconds());
        }
    }

    /** A trial that was killed and went on took as long as all its epochs. */
    private static double seconds(Stopwatch begun, History history) {
        return Math.max(
                begun.seconds(),
                history.epochs().stream().mapToDouble(History.Epoch::seconds).sum());
    }

    private static void refuseInterrupted(Exception consequence) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("An interrupt made a trial fail: " + consequence);
        }
    }

    private void end(Trial outcome) throws IOException {
        int ended =
                1 + (int) trials.stream().filter(trial -> !trial.isRunning()).count();
        Trial trial = outcome.asEnded(ended, elapsedBefore + watch.seconds());
        store.save(trial);
        trials.set(trial.number() - 1, trial);
        runner.recorded(store.folder(trial.number()));
        listener.changed(results());
        refuseFailuresInARow(trial.number());
    }

    /** In the order of their numbers: which of several ends first is chance. */
    private void refuseFailuresInARow(int latest) {
        int last = Math.min(latest, trials.size() - FAILURES_IN_A_ROW + 1);
        for (int first = Math.max(0, latest - FAILURES_IN_A_ROW); first < last; first++) {
            List<Trial> row = trials.subList(first, first + FAILURES_IN_A_ROW);
            if (row.stream().noneMatch(trial -> trial.isRunning() || trial.isCompleted())) {
                throw new SearchFailedException(inARow(row));
            }
        }
    }

    private static String inARow(List<Trial> failed) {
        return "Three trials in a row have failed, so the search ends: "
                + failed.stream()
                        .map(trial -> "trial " + trial.number() + " (" + trial.values() + ") " + trial.status() + ": "
                                + trial.message().orElse("no reason given"))
                        .collect(Collectors.joining("; "));
    }
}
