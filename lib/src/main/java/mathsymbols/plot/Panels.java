package mathsymbols.plot;

import java.awt.Graphics2D;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Several figures in one: the only place that knows how panels are put together. */
final class Panels {
    private static final int GAP = 16;
    private static final int TITLE = 32;

    private Panels() {}

    /**
     * A chart of XChart in the size that it was built with. Its title is set here, on one line with those of other
     * panels: XChart places a title by the height of its letters.
     */
    static Figure of(XYChart chart) {
        return of(chart, chart.getTitle());
    }

    /** The same with an alternative text of its own. */
    static Figure of(XYChart chart, String alt) {
        boolean named =
                chart.getStyler().isLegendVisible() && chart.getStyler().getLegendPosition() == LegendPosition.OutsideS;
        if (!named) {
            return drawn(chart, alt);
        }
        chart.getStyler().setLegendVisible(false);
        return under(drawn(chart, alt), Legend.of(chart));
    }

    /** A chart whose lines are named elsewhere. */
    static Figure withoutLegend(XYChart chart) {
        chart.getStyler().setLegendVisible(false);
        return drawn(chart, chart.getTitle());
    }

    private static Figure drawn(XYChart chart, String alt) {
        chart.getStyler().setChartTitleVisible(false);
        int width = chart.getWidth(); // painting sets it
        int height = chart.getHeight();
        var untitled = new Figure(width, height, alt, g -> chart.paint(g, width, height));
        untitled.image(1); // a chart knows where its points are, and its colours, once it has been painted
        return titled(chart.getTitle(), untitled.with(Charts.lines(chart)));
    }

    /** The names of a figure's lines below each of its panels: a narrow page puts these below each other. */
    static Figure under(Figure figure, Legend legend) {
        return new Figure(
                figure.width(),
                figure.height() + Legend.HEIGHT,
                figure.alt(),
                figure.look(),
                figure.caption(),
                figure.panels(),
                figure.details(),
                g -> {
                    figure.painter().accept(g);
                    double width = (double) figure.width() / figure.panels();
                    for (int i = 0; i < figure.panels(); i++) {
                        legend.paint(g, (i + 0.5) * width, figure.height() + Legend.HEIGHT / 2.0, width - 2 * GAP);
                    }
                });
    }

    /** A figure under a title. */
    static Figure titled(String title, Figure figure) {
        return new Figure(figure.width(), TITLE + figure.height(), figure.alt(), g -> {
                    g.setFont(Theme.font(Theme.TITLE));
                    g.setColor(Theme.INK);
                    Text.center(g, title, figure.width() / 2.0, TITLE / 2.0);
                    g.translate(0, TITLE);
                    figure.painter().accept(g);
                    g.translate(0, -TITLE);
                })
                .with(moved(figure, 0, TITLE));
    }

    private static List<Detail> moved(Figure figure, int right, int down) {
        return figure.details().stream()
                .map(detail -> detail.moved(right, down))
                .toList();
    }

    /** Side by side, tops aligned. */
    static Figure row(String alt, List<Figure> panels) {
        return grid(alt, panels.size(), panels);
    }

    /** One below the other, left edges aligned. */
    static Figure column(String alt, List<Figure> panels) {
        int width = panels.stream().mapToInt(Figure::width).max().orElseThrow();
        int height = panels.stream().mapToInt(panel -> panel.height() + GAP).sum() - GAP;
        return new Figure(width, height, alt, g -> {
            int y = 0;
            for (Figure panel : panels) {
                paint(g, panel, 0, y);
                y += panel.height() + GAP;
            }
        });
    }

    /** Row by row; every cell is as large as the largest panel. */
    static Figure grid(String alt, int columns, List<Figure> panels) {
        int width = panels.stream().mapToInt(Figure::width).max().orElseThrow();
        int height = panels.stream().mapToInt(Figure::height).max().orElseThrow();
        int rows = (panels.size() + columns - 1) / columns;
        IntUnaryOperator x = i -> i % columns * (width + GAP);
        IntUnaryOperator y = i -> i / columns * (height + GAP);
        IntStream places = IntStream.range(0, panels.size());
        int used = Math.min(columns, panels.size());
        return new Figure(used * (width + GAP) - GAP, rows * (height + GAP) - GAP, alt, g -> {
                    for (int i = 0; i < panels.size(); i++) {
                        paint(g, panels.get(i), x.applyAsInt(i), y.applyAsInt(i));
                    }
                })
                .with(places.boxed()
                        .flatMap(i -> moved(panels.get(i), x.applyAsInt(i), y.applyAsInt(i)).stream())
                        .toList())
                .inPanels(used);
    }

    static void paint(Graphics2D g, Figure panel, int x, int y) {
        Graphics2D inner = (Graphics2D) g.create(x, y, panel.width(), panel.height());
        panel.painter().accept(inner);
        inner.dispose();
    }

    /** A sentence in place of a picture where there is nothing to show: on a page it is a paragraph. */
    static Figure note(String sentence) {
        int width = (int) Math.ceil(Text.width(Theme.font(Theme.TEXT), sentence)) + 2 * GAP;
        return new Figure(width, 2 * GAP, sentence, Figure.Look.PICTURES, "", 0, List.of(), g -> {
            g.setFont(Theme.font(Theme.TEXT));
            g.setColor(Theme.FAINT_INK);
            Text.left(g, sentence, GAP, GAP);
        });
    }
}
