package mathsymbols.io;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The end of threads that work for one call. */
public final class Threads {
    private Threads() {}

    /** Interrupts them and returns when the last has come to its end. An interrupt of the caller meanwhile stays set. */
    public static void interrupt(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
