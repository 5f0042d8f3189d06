package mathsymbols.notebook;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import mathsymbols.data.Progress;

/**
 * A bar that grows in place under the running cell, one for each task it is told of. Outside a notebook it draws nothing.
 * Safe for use by several threads.
 */
public final class ProgressBar implements Progress {
    private final Supplier<LiveOutput> outputs;
    private final LongSupplier clock;
    private LiveOutput output;
    private String task;
    private long started;

    public ProgressBar() {
        this(LiveOutput::new, System::nanoTime);
    }

    ProgressBar(Supplier<LiveOutput> outputs, LongSupplier clock) {
        this.outputs = outputs;
        this.clock = clock;
    }

    @Override
    public synchronized void update(String task, long done, long total) {
        if (!task.equals(this.task)) {
            this.task = task;
            started = clock.getAsLong();
            output = outputs.get();
        }
        Duration elapsed = Duration.ofNanos(clock.getAsLong() - started);
        if (total > 0 && done >= total) {
            output.show(draw(task, done, total, elapsed));
        } else {
            output.offer(() -> draw(task, done, total, elapsed));
        }
    }

    private static Rendering draw(String task, long done, long total, Duration elapsed) {
        String text = total > 0
                ? String.format(Locale.ROOT, "%s: %,d of %,d, %s", task, done, total, time(done, total, elapsed))
                : String.format(Locale.ROOT, "%s: %,d", task, done);
        return bar(total > 0 ? (double) done / total : Double.NaN, text);
    }

    private static String time(long done, long total, Duration elapsed) {
        if (done >= total) {
            return clock(elapsed);
        }
        return done == 0 ? "…" : clock(elapsed.multipliedBy(total - done).dividedBy(done)) + " left";
    }

    /**
     * A bar with words behind it, in the colours of the page.
     *
     * @param share how much of it is filled, 0 … 1; NaN if that is not known
     */
    static Rendering bar(double share, String text) {
        String value = Double.isNaN(share) ? "" : String.format(Locale.ROOT, " value=\"%.3f\"", share);
        return new Rendering(
                "<label style=\"font-variant-numeric:tabular-nums\"><progress" + value + "></progress> "
                        + Rendering.escape(text) + "</label>",
                text);
    }

    /** Minutes and seconds, such as {@code 2:05}, with hours where there are any. */
    public static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
