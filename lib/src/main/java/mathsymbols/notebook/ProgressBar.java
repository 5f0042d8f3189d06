package mathsymbols.notebook;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;
import mathsymbols.data.Progress;

/**
 * A bar that grows in place under the running cell, redrawn five times a second at most; what remains is its last state.
 * Outside a notebook it draws nothing. Safe for use by several threads.
 */
public final class ProgressBar implements Progress {
    private static final long PAUSE = Duration.ofMillis(200).toNanos();

    private final LongSupplier clock;
    private String id;
    private String task = "";
    private long started;
    private long drawn;

    public ProgressBar() {
        this(System::nanoTime);
    }

    ProgressBar(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void update(String task, long done, long total) {
        long now = clock.getAsLong();
        boolean first = !task.equals(this.task);
        if (first) {
            this.task = task;
            started = now;
            id = UUID.randomUUID().toString();
        }
        boolean last = total > 0 && done >= total;
        if (!first && !last && now - drawn < PAUSE) {
            return;
        }
        drawn = now;
        Rendering bar = draw(task, done, total, Duration.ofNanos(now - started));
        Kernel.running().ifPresent(kernel -> {
            if (first) {
                kernel.display(id, bar);
            } else {
                kernel.update(id, bar);
            }
        });
    }

    static Rendering draw(String task, long done, long total, Duration elapsed) {
        String text = total > 0
                ? String.format(Locale.ROOT, "%s: %,d of %,d, %s", task, done, total, time(done, total, elapsed))
                : String.format(Locale.ROOT, "%s: %,d", task, done);
        String value = total > 0 ? " value=\"" + done + "\" max=\"" + total + "\"" : "";
        return new Rendering(
                "<label style=\"font-variant-numeric:tabular-nums\"><progress" + value + "></progress> "
                        + Rendering.escape(text) + "</label>",
                text);
    }

    private static String time(long done, long total, Duration elapsed) {
        if (done >= total) {
            return clock(elapsed);
        }
        return done == 0 ? "…" : clock(elapsed.multipliedBy(total - done).dividedBy(done)) + " left";
    }

    /** Minutes and seconds, such as {@code 2:05}, with hours where there are any. */
    public static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
