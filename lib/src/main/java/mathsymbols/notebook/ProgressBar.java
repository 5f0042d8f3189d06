package mathsymbols.notebook;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import mathsymbols.io.Progress;
import mathsymbols.plot.Markup;

/**
 * A bar that grows in place under the running cell, one for each task that takes a second or more. Outside a notebook it
 * draws nothing. Safe for use by several threads.
 */
public final class ProgressBar implements Progress {
    private static final Duration WORTH_A_BAR = Duration.ofSeconds(1);

    private final Supplier<LiveOutput> outputs;
    private final LongSupplier clock;
    private LiveOutput output;
    private String task;
    private long started;
    private long firstSeen;
    private long first;
    private long latest;

    public ProgressBar() {
        this(LiveOutput::new, System::nanoTime);
    }

    ProgressBar(Supplier<LiveOutput> outputs, LongSupplier clock) {
        this.outputs = outputs;
        this.clock = clock;
        started = clock.getAsLong();
    }

    @Override
    public synchronized void update(String task, long done, long total) {
        long now = clock.getAsLong();
        if (!task.equals(this.task)) {
            started = this.task == null ? started : latest;
            this.task = task;
            firstSeen = now;
            first = done;
            output = outputs.get();
        }
        latest = now;
        // What is announced before it begins may take long until its first part is done.
        if (done > 0 && !output.isShown() && now - started < WORTH_A_BAR.toNanos()) {
            return;
        }
        // What was done before the first update, maybe by an earlier run, does not count for the speed.
        double perSecond = (done - first) / ((now - firstSeen) / 1e9);
        if (total > 0 && done >= total) {
            output.show(draw(task, done, total, clock((now - started) / 1e9) + speed(perSecond)));
        } else {
            output.offer(() -> draw(task, done, total, left((total - done) / perSecond, perSecond)));
        }
    }

    private static Rendering draw(String task, long done, long total, String time) {
        String text = total > 0
                ? String.format(Locale.ROOT, "%s: %,d of %,d, %s", task, done, total, time)
                : String.format(Locale.ROOT, "%s: %,d", task, done);
        return bar(total > 0 ? (double) done / total : Double.NaN, text);
    }

    private static String left(double seconds, double perSecond) {
        return Double.isFinite(seconds) ? clock(seconds) + " left" + speed(perSecond) : "…";
    }

    /** Nothing to say where all was done at the first update. */
    private static String speed(double perSecond) {
        boolean known = perSecond > 0 && Double.isFinite(perSecond);
        return known ? String.format(Locale.ROOT, perSecond < 10 ? ", %.1f/s" : ", %,.0f/s", perSecond) : "";
    }

    private static String clock(double seconds) {
        return clock(Duration.ofMillis(Math.round(1000 * seconds)));
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
                        + Markup.escape(text) + "</label>",
                text);
    }

    /** A time in words, such as {@code 1.6 s}, {@code 16 s}, {@code 2 min 15 s} or {@code 1 h 5 min}. */
    public static String clock(Duration time) {
        if (time.toMillis() < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
        }
        Duration whole = Duration.ofSeconds(Math.round(time.toMillis() / 1e3));
        if (whole.toMinutes() == 0) {
            return whole.toSeconds() + " s";
        }
        return whole.toHours() > 0
                ? whole.toHours() + " h " + whole.toMinutesPart() + " min"
                : whole.toMinutes() + " min " + whole.toSecondsPart() + " s";
    }
}
