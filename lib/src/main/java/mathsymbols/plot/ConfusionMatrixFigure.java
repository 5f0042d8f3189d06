package mathsymbols.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import mathsymbols.eval.ConfusionMatrix;

/** A confusion matrix as coloured squares with the counts in them. */
final class ConfusionMatrixFigure {
    private static final int CELL = 30;

    /** Pixels that many classes have to share: a picture of all their counts would take gigabytes. */
    private static final int MOST = 1800;

    private static final int LEFT = 84;
    private static final int TOP = 48;
    private static final int RIGHT = 104;
    private static final int BOTTOM = 78;
    private static final ColorMap COLORS = ColorMap.YELLOW_GREEN_BLUE;
    private static final Color LINE = new Color(0xd3, 0xd3, 0xd3);
    /** Fainter than the counts that say something, and still readable. */
    static final Color ZERO = new Color(0x6e, 0x6e, 0x5c);

    private ConfusionMatrixFigure() {}

    /** Finds images of one class that were taken for another, as {@code data:} addresses. */
    interface Examples {
        /** @return none where there is nothing to show */
        List<String> of(int actual, int predicted);
    }

    /** The side of a cell: {@code usual} where all have room in {@code most} pixels, else less, for a colour without words. */
    static int cell(int classes, int usual, int most) {
        return classes * usual <= most ? usual : Math.max(1, most / classes);
    }

    private static int cell(int classes) {
        return cell(classes, CELL, MOST);
    }

    static Figure figure(ConfusionMatrix matrix, Examples examples) {
        int n = matrix.classes().size();
        int side = n * cell(n);
        int max = IntStream.range(0, n)
                .flatMap(row -> IntStream.of(matrix.counts()[row]))
                .max()
                .orElse(0);
        String alt = String.format(
                Locale.ROOT,
                "Confusion matrix of %d classes: %d of %d images on the diagonal",
                n,
                matrix.correct(),
                matrix.total());
        return new Figure(LEFT + side + RIGHT, TOP + side + BOTTOM, alt, g -> {
                    g.setColor(Theme.INK);
                    g.setFont(Theme.font(Theme.TITLE));
                    Text.center(g, "Confusion Matrix", LEFT + side / 2.0, TOP / 2.0);
                    paintCells(g, matrix.counts(), Math.max(max, 1));
                    paintNames(g, matrix.classes());
                    int barHeight = side * 4 / 5;
                    var bar = new Rectangle2D.Double(LEFT + side + 24, TOP + (side - barHeight) / 2.0, 18, barHeight);
                    COLORS.paintBar(g, bar, Math.max(max, 1), ticks(max), "Images");
                })
                .with(cells(matrix, examples));
    }

    /** Those that count something, the largest counts of mistakes first. */
    private static List<Detail> cells(ConfusionMatrix matrix, Examples examples) {
        int n = matrix.classes().size();
        return IntStream.range(0, n * n)
                .filter(i -> matrix.counts()[i / n][i % n] > 0)
                .boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(i -> i / n == i % n)
                        .thenComparing(i -> -matrix.counts()[i / n][i % n]))
                .map(i -> cell(matrix, i / n, i % n, examples.of(i / n, i % n)))
                .toList();
    }

    private static Detail cell(ConfusionMatrix matrix, int row, int column, List<String> images) {
        String actual = matrix.classes().get(row);
        String predicted = matrix.classes().get(column);
        int cell = cell(matrix.classes().size());
        int count = matrix.counts()[row][column];
        String says = count + " of " + matrix.support(row) + " images of " + actual + " read as " + predicted
                + (images.isEmpty() || images.size() == count ? "" : "; here are " + images.size());
        return new Detail.Cell(
                new Detail.Box(LEFT + column * cell, TOP + row * cell, cell, cell),
                says,
                actual + " → " + predicted + ", " + count,
                images);
    }

    private static void paintCells(Graphics2D g, int[][] counts, double max) {
        int n = counts.length;
        int cell = cell(n);
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                int count = counts[row][column];
                g.setColor(COLORS.at(count / max));
                g.fill(new Rectangle2D.Double(LEFT + column * cell, TOP + row * cell, cell, cell));
                if (cell < CELL) {
                    continue;
                }
                boolean mistake = count > 0 && row != column;
                g.setFont(Theme.font(Theme.SMALL).deriveFont(mistake ? Font.BOLD : Font.PLAIN));
                g.setColor(count == 0 ? ZERO : COLORS.inkOn(count / max));
                double middle = cell / 2.0;
                Text.center(g, Integer.toString(count), LEFT + column * cell + middle, TOP + row * cell + middle);
            }
        }
        g.setStroke(new BasicStroke(0.75f));
        g.setColor(LINE);
        for (int i = 0; i <= n; i += cell < CELL ? n : 1) {
            g.draw(new Line2D.Double(LEFT + i * cell, TOP, LEFT + i * cell, TOP + n * cell));
            g.draw(new Line2D.Double(LEFT, TOP + i * cell, LEFT + n * cell, TOP + i * cell));
        }
        g.setStroke(new BasicStroke(1));
    }

    private static void paintNames(Graphics2D g, List<String> classes) {
        int cell = cell(classes.size());
        int side = classes.size() * cell;
        g.setColor(Theme.INK);
        if (cell == CELL) {
            g.setFont(Theme.font(Theme.TEXT));
            for (int i = 0; i < classes.size(); i++) {
                Text.right(g, classes.get(i), LEFT - 8, TOP + (i + 0.5) * cell);
            }
            namesBelow(g, classes, LEFT, TOP + side + 6, cell);
        }
        g.setFont(Theme.font(Theme.TITLE - 1));
        Text.center(g, "Answer", LEFT + side / 2.0, TOP + side + 60);
        Text.upward(g, "True class", 20, TOP + side / 2.0);
    }

    /** The classes under their columns; where one is too wide for its column, words are read upwards. */
    static void namesBelow(Graphics2D g, List<String> classes, double left, double top, int cell) {
        boolean roomy = classes.stream().allMatch(name -> Text.width(g.getFont(), name) < cell - 6);
        for (int i = 0; i < classes.size(); i++) {
            double middle = left + (i + 0.5) * cell;
            if (roomy || classes.get(i).length() == 1) {
                Text.center(g, classes.get(i), middle, top + 8);
            } else {
                Text.upwardTo(g, classes.get(i), middle, top);
            }
        }
    }

    /** At most eight, at multiples of 1, 2, 5, 10 … */
    private static List<Integer> ticks(int max) {
        int step = IntStream.iterate(0, i -> i + 1)
                .map(i -> new int[] {1, 2, 5}[i % 3] * (int) Math.pow(10, i / 3))
                .filter(candidate -> max / candidate < 8)
                .findFirst()
                .orElse(max);
        return IntStream.rangeClosed(0, max / step).map(i -> i * step).boxed().toList();
    }
}
