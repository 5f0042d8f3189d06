package mathsymbols.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Collectors;

/** Drawings in one row under what a model reads in them: right ones framed with a tick, wrong ones with a cross. */
final class Readings {
    private static final int SIDE = 104;
    private static final int GAP = 14;
    private static final int MARGIN = 8;
    private static final int ABOVE = 26;
    private static final int BELOW = 26;
    private static final int MARK = 12;

    private Readings() {}

    static Figure figure(List<Reading> readings) {
        int width = 2 * MARGIN + Math.max(1, readings.size()) * (SIDE + GAP) - GAP;
        return new Figure(width, ABOVE + SIDE + BELOW, alt(readings), g -> {
            for (int i = 0; i < readings.size(); i++) {
                paint(g, readings.get(i), MARGIN + i * (SIDE + GAP));
            }
        });
    }

    private static String alt(List<Reading> readings) {
        return readings.stream()
                .map(reading -> reading.read()
                        + reading.right()
                                .map(right -> right
                                        ? " (right)"
                                        : " (wrong: " + reading.meant().get() + " was meant)")
                                .orElse(""))
                .collect(Collectors.joining(", ", readings.size() + " drawings and what the model reads: ", ""));
    }

    private static void paint(Graphics2D g, Reading reading, int x) {
        var box = new Rectangle2D.Double(x, ABOVE, SIDE, SIDE);
        ImageGrid.draw(g, reading.image(), box);
        Color color = reading.right()
                .map(right -> right ? Theme.GREEN : Theme.VERMILION)
                .orElse(Theme.FRAME);
        g.setColor(color);
        g.setStroke(new BasicStroke(reading.right().isPresent() ? 3 : 1));
        g.draw(box);
        g.setFont(Theme.font(Theme.TITLE));
        double word = Text.width(g.getFont(), reading.read());
        double middle = x + SIDE / 2.0 - (reading.right().isPresent() ? (MARK + 6) / 2.0 : 0);
        reading.right().ifPresent(right -> mark(g, right, middle + word / 2 + 6, ABOVE / 2.0));
        g.setColor(Theme.INK);
        Text.center(g, reading.read(), middle, ABOVE / 2.0);
        g.setFont(Theme.font(Theme.SMALL));
        g.setColor(Theme.FAINT_INK);
        reading.meant()
                .ifPresent(meant -> Text.center(g, "meant: " + meant, x + SIDE / 2.0, ABOVE + SIDE + BELOW / 2.0));
    }

    /** A tick or a cross, drawn rather than written, since not every font has them. */
    private static void mark(Graphics2D g, boolean tick, double x, double y) {
        double half = MARK / 2.0;
        var path = new Path2D.Double();
        if (tick) {
            path.moveTo(x, y);
            path.lineTo(x + half * 0.8, y + half);
            path.lineTo(x + MARK, y - half);
        } else {
            path.moveTo(x, y - half);
            path.lineTo(x + MARK, y + half);
            path.moveTo(x + MARK, y - half);
            path.lineTo(x, y + half);
        }
        g.draw(path);
    }
}
