package mathsymbols.io;

import java.time.Duration;

/**
 * How long something has taken so far.
 *
 * @param begun when it began, by {@link System#nanoTime}
 */
public record Stopwatch(long begun) {
    /** Begins now. */
    public static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    /** The time since it began. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The same in seconds. */
    public double seconds() {
        return elapsed().toNanos() / 1e9;
    }
}
