package mathsymbols.train;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows a fit as text: one line an epoch, and on a terminal also where the running epoch is, on a line that is written
 * over a few times a second.
 */
public final class TextProgress implements TrainingListener {
    private static final long REDRAW_NANOS = Duration.ofMillis(200).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private long drawn;
    private int width;

    /** @param terminal whether a carriage return takes {@code out} back to the beginning of the line */
    public TextProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void batchDone(Step step) {
        long now = System.nanoTime();
        if (terminal && (drawn == 0 || now - drawn >= REDRAW_NANOS)) {
            drawn = now;
            draw(String.format(
                    Locale.ROOT,
                    "Epoch %d/%d - %d/%d - loss: %.4f - accuracy: %.4f - %.0f images/s - %s left",
                    step.epoch(),
                    step.epochs(),
                    step.batch(),
                    step.batches(),
                    step.loss(),
                    step.accuracy(),
                    step.imagesPerSecond(),
                    clock(step.left())));
        }
    }

    @Override
    public void validating(int epoch, int done, int total) {
        long now = System.nanoTime();
        if (terminal && now - drawn >= REDRAW_NANOS) {
            drawn = now;
            draw(String.format(Locale.ROOT, "Epoch %d - validating %d/%d", epoch, done, total));
        }
    }

    @Override
    public void epochDone(History history) {
        history.last().ifPresent(epoch -> endLine(epoch.toString()));
    }

    @Override
    public void finished(Fit fit) {
        endLine(fit.outcome());
    }

    private void draw(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    private void endLine(String line) {
        if (terminal) {
            draw(line);
            width = 0;
            out.println();
        } else {
            out.println(line);
        }
    }

    private static String clock(Duration left) {
        return String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}
