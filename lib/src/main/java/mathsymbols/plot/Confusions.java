package mathsymbols.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mathsymbols.eval.ConfusionMatrix;

/** How a model's confusion changes: a small matrix for each time, a row's shares in colours. */
final class Confusions {
    private static final int CELL = 24;

    /** Pixels that many classes have to share. */
    private static final int MOST = 960;

    private static final int LEFT = 66;
    private static final int RIGHT = 16;
    private static final int BELOW = 64;
    private static final ColorMap COLORS = ColorMap.YELLOW_GREEN_BLUE;

    private Confusions() {}

    static Slides slides(Map<String, ConfusionMatrix> matrices, String caption) {
        List<Figure> frames = matrices.entrySet().stream()
                .map(each -> frame(title(each), each.getValue()))
                .toList();
        String alt = matrices.entrySet().stream()
                .map(Confusions::title)
                .collect(Collectors.joining("; ", "Confusion matrices. ", ""));
        return new Slides("time", List.copyOf(matrices.keySet()), frames, alt, caption);
    }

    private static String title(Map.Entry<String, ConfusionMatrix> entry) {
        ConfusionMatrix matrix = entry.getValue();
        return String.format(Locale.ROOT, "%s: %d of %d right", entry.getKey(), matrix.correct(), matrix.total());
    }

    private static Figure frame(String title, ConfusionMatrix matrix) {
        int side = matrix.classes().size() * cell(matrix);
        var figure = new Figure(LEFT + side + RIGHT, side + BELOW, title, g -> paint(g, matrix));
        return Panels.titled(title, figure).chart();
    }

    private static int cell(ConfusionMatrix matrix) {
        return ConfusionMatrixFigure.cell(matrix.classes().size(), CELL, MOST);
    }

    private static void paint(Graphics2D g, ConfusionMatrix matrix) {
        int n = matrix.classes().size();
        int cell = cell(matrix);
        int gap = cell == CELL ? 1 : 0;
        g.setFont(Theme.font(Theme.SMALL - 1));
        for (int row = 0; row < n; row++) {
            double middle = (row + 0.5) * cell;
            g.setColor(Theme.INK);
            if (cell == CELL) {
                Text.right(g, matrix.classes().get(row), LEFT - 6, middle);
            }
            for (int column = 0; column < n; column++) {
                g.setColor(COLORS.at((double) matrix.counts()[row][column] / Math.max(1, matrix.support(row))));
                g.fill(new Rectangle2D.Double(LEFT + column * cell, row * cell, cell - gap, cell - gap));
            }
        }
        g.setColor(Theme.INK);
        if (cell == CELL) {
            ConfusionMatrixFigure.namesBelow(g, matrix.classes(), LEFT, n * cell + 4, cell);
        }
        g.setFont(Theme.font(Theme.TEXT));
        Text.center(g, "Answer", LEFT + n * cell / 2.0, n * cell + BELOW - 14);
        Text.upward(g, "True class", 14, n * cell / 2.0);
    }
}
