package mathsymbols.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The names of a chart's lines in one row, all on one height, which XChart's own legend keeps only where all have markers.
 * One may serve several charts.
 */
record Legend(List<Entry> entries) {
    static final int HEIGHT = 28;

    private static final int LINE = 22;
    private static final int SPACE = 6;
    private static final int BETWEEN = 20;
    private static final int MARKER = 6;

    /** @param line how it is drawn; empty for a mark without one */
    private record Entry(String name, Color color, Optional<BasicStroke> line, Marker marker) {
        static Entry of(XYSeries series) {
            boolean marksOnly = series.getLineStyle() == SeriesLines.NONE;
            Marker marker = series.getMarker() == null ? SeriesMarkers.NONE : series.getMarker();
            return new Entry(
                    series.getName(),
                    marksOnly ? series.getMarkerColor() : series.getLineColor(),
                    marksOnly ? Optional.empty() : Optional.of(series.getLineStyle()),
                    marker);
        }

        double width(Font font) {
            return LINE + SPACE + Text.width(font, name);
        }

        void paint(Graphics2D g, double x, double y) {
            g.setColor(color);
            line.ifPresent(stroke -> {
                g.setStroke(stroke);
                g.draw(new Line2D.Double(x, y, x + LINE, y));
            });
            if (marker != SeriesMarkers.NONE) {
                marker.paint(g, x + LINE / 2.0, y, MARKER);
            }
            g.setColor(Theme.INK);
            Text.left(g, name, x + LINE + SPACE, y);
        }
    }

    /** That of a chart which has been painted: only then it knows its lines' colours. */
    static Legend of(XYChart chart) {
        return new Legend(chart.getSeriesCollection().stream()
                .filter(XYSeries::isShowInLegend)
                .map(Entry::of)
                .toList());
    }

    /** Centred on a point; smaller where it would be wider than {@code room}. */
    void paint(Graphics2D g, double x, double y, double room) {
        Font font = Theme.font(Theme.TEXT);
        float scale = (float) Math.min(1, room / width(font));
        g.setFont(font.deriveFont(scale * Theme.TEXT));
        double at = x - width(g.getFont()) / 2;
        for (Entry entry : entries) {
            entry.paint(g, at, y);
            at += entry.width(g.getFont()) + BETWEEN;
        }
    }

    private double width(Font font) {
        return entries.stream()
                        .mapToDouble(entry -> entry.width(font) + BETWEEN)
                        .sum()
                - BETWEEN;
    }
}
