package mathsymbols.plot;

import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;

/** Several figures in one: the only place that knows how panels are put together. */
final class Panels {
    private static final int GAP = 16;

    private Panels() {}

    /** A chart of XChart, in the size that it was built with. */
    static Figure of(Chart<?, ?> chart) {
        return new Figure(
                chart.getWidth(),
                chart.getHeight(),
                chart.getTitle(),
                g -> chart.paint(g, chart.getWidth(), chart.getHeight()));
    }

    /** Side by side, tops aligned. */
    static Figure row(String alt, List<Figure> panels) {
        return grid(alt, panels.size(), panels);
    }

    /** Row by row; every cell is as large as the largest panel. */
    static Figure grid(String alt, int columns, List<Figure> panels) {
        int width = panels.stream().mapToInt(Figure::width).max().orElse(0);
        int height = panels.stream().mapToInt(Figure::height).max().orElse(0);
        int rows = (panels.size() + columns - 1) / columns;
        return new Figure(columns * (width + GAP) - GAP, rows * (height + GAP) - GAP, alt, g -> {
            for (int i = 0; i < panels.size(); i++) {
                Figure panel = panels.get(i);
                int x = i % columns * (width + GAP);
                int y = i / columns * (height + GAP);
                Graphics2D inner = (Graphics2D) g.create(x, y, panel.width(), panel.height());
                panel.painter().accept(inner);
                inner.dispose();
            }
        });
    }
}
