package mathsymbols.notebook.run;

import java.io.PrintStream;
import java.util.Locale;
import mathsymbols.io.Progress;

/** Tells the person at the terminal what is done and how far it is; in a log file only what began and what was done. */
final class Terminal implements Progress {
    private final PrintStream out;
    private final boolean live;
    private int width;

    /** @param live whether a line may be written over */
    Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** A line that stays. */
    synchronized void line(String text) {
        wipe();
        out.println(text);
    }

    /** What begins now: a line that the next one replaces, but stays in a log file. */
    void begin(String text) {
        if (live) {
            passing(text);
        } else {
            line(text);
        }
    }

    /** A line that the next one replaces; nothing in a log file. */
    synchronized void passing(String text) {
        if (live) {
            wipe();
            out.print(text);
            out.flush();
            width = text.length();
        }
    }

    private void wipe() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }

    @Override
    public void update(String task, long done, long total) {
        passing(
                total > 0
                        ? String.format(Locale.ROOT, "%s: %,d of %,d (%d %%)", task, done, total, 100 * done / total)
                        : String.format(Locale.ROOT, "%s: %,d", task, done));
    }
}
