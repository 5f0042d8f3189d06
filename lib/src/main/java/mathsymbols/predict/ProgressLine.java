package mathsymbols.predict;

import java.io.PrintWriter;
import java.util.Locale;

/** One line of a terminal that says how far a long list is and goes away again. */
final class ProgressLine {
    private static final int WIDTH = 30;
    /** Fewer are read before one has seen it. */
    private static final int FEW = 20;

    private final PrintWriter terminal;
    private final boolean live;
    private int length;

    /** @param live whether a line may be written over */
    ProgressLine(PrintWriter terminal, boolean live) {
        this.terminal = terminal;
        this.live = live;
    }

    void show(int done, int total) {
        if (live && total >= FEW) {
            String full = "█".repeat(WIDTH * done / total);
            String line = String.format(Locale.ROOT, "%-" + WIDTH + "s %,d of %,d", full, done, total);
            terminal.print("\r" + line);
            terminal.flush();
            length = line.length();
        }
    }

    void wipe() {
        if (length > 0) {
            terminal.print("\r" + " ".repeat(length) + "\r");
            terminal.flush();
            length = 0;
        }
    }
}
