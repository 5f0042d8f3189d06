package mathsymbols.plot;

import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of XChart in the common look. */
final class Charts {
    static final int WIDTH = 460;
    static final int HEIGHT = 290;
    /** Beyond any chart of scores. */
    private static final double FAR = 1e6;

    private Charts() {}

    /** An empty chart, half a page wide. */
    static XYChart empty(String title, String xTitle, String yTitle) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        Theme.dress(chart.getStyler());
        chart.getStyler().setYAxisDecimalPattern("#,##0.####").setLocale(Locale.ROOT);
        return chart;
    }

    /** Labels the horizontal axis at whole numbers only: there is no epoch 1.5. */
    static void wholeNumbers(XYChart chart) {
        chart.setCustomXAxisTickLabelsFormatter(x -> x == Math.rint(x) ? Long.toString(Math.round(x)) : " ");
    }

    /** Fixes the vertical axis. */
    static void between(XYChart chart, double low, double high) {
        chart.getStyler().setYAxisMin(low).setYAxisMax(high);
    }

    /** A line through points. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineWidth(2).setShowInLegend(true);
        return series;
    }

    /** A thin dashed line over the whole height, to be added first so that it lies under everything else. */
    static void vertical(XYChart chart, double x) {
        XYSeries series = chart.addSeries("vertical at " + x, new double[] {x, x}, new double[] {-FAR, FAR});
        series.setLineStyle(SeriesLines.DASH_DASH)
                .setLineWidth(1)
                .setLineColor(Theme.FRAME)
                .setShowInLegend(false);
    }

    /** One point that stands out. */
    static void point(XYChart chart, String name, double x, double y) {
        chart.addSeries(name, new double[] {x}, new double[] {y})
                .setMarker(SeriesMarkers.DIAMOND)
                .setMarkerColor(Theme.BLACK)
                .setLineStyle(SeriesLines.NONE);
    }
}
