package mathsymbols.plot;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of XChart in the common look. */
final class Charts {
    static final int WIDTH = 440; // two of them side by side are as wide as a page's figures are at most
    static final int HEIGHT = 262;
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.CROSS,
            SeriesMarkers.PLUS,
            SeriesMarkers.TRAPEZOID);
    /** How many lines of a chart can be told apart. */
    static final int DISTINCT = MARKERS.size();

    private static final Color NO_OUTLINE = new Color(0, true);
    /** Beyond any chart of scores. */
    private static final double FAR = 1e6;

    private Charts() {}

    /** An empty chart, half a page wide. */
    static XYChart empty(String title, String xTitle, String yTitle) {
        return empty(title, xTitle, yTitle, WIDTH);
    }

    /** An empty chart. */
    static XYChart empty(String title, String xTitle, String yTitle, int width) {
        XYChart chart = new XYChartBuilder()
                .width(width)
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

    /**
     * Keeps the vertical axis's labels round: where all values have one distance, such as values that are all 1, XChart
     * labels these alone. The unseen points have no such distance.
     */
    static void ordinaryTicks(XYChart chart, double x) {
        chart.addSeries("unseen", new double[] {x, x, x}, new double[] {0, 0.17, 1})
                .setMarker(SeriesMarkers.NONE)
                .setLineStyle(SeriesLines.NONE)
                .setShowInLegend(false);
    }

    /** A line through points. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineWidth(2).setShowInLegend(true);
        return series;
    }

    /** A line with the colour and the marker of its place, {@code 0 … DISTINCT - 1}. */
    static XYSeries line(XYChart chart, int place, String name, double[] x, double[] y) {
        Color color = Theme.palette()[place];
        XYSeries series = line(chart, name, x, y);
        series.setMarker(MARKERS.get(place)).setMarkerColor(color).setLineColor(color);
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

    /** The lines that a chart shows, after it has been painted; what is drawn to mark a place is none. */
    static List<Detail> lines(XYChart chart) {
        return chart.getSeriesCollection().stream()
                .filter(Charts::isLine)
                .map(series -> (Detail) new Detail.Line(
                        chart.getTitle(),
                        series.getName(),
                        chart.getXAxisTitle(),
                        chart.getYAxisTitle(),
                        String.format(
                                Locale.ROOT, "#%06x", series.getLineColor().getRGB() & 0xffffff),
                        points(chart, series)))
                .toList();
    }

    private static boolean isLine(XYSeries series) {
        double[] x = series.getXData();
        boolean upright = x.length > 1 && Arrays.stream(x).allMatch(each -> each == x[0]);
        return series.getXYSeriesRenderStyle().orElse(XYSeriesRenderStyle.Line) == XYSeriesRenderStyle.Line
                && series.getLineStyle() != SeriesLines.NONE
                && series.getLineStyle().getDashArray() == null
                && !upright;
    }

    private static List<double[]> points(XYChart chart, XYSeries series) {
        double low = Optional.ofNullable(chart.getStyler().getYAxisMin()).orElse(-FAR);
        double high = Optional.ofNullable(chart.getStyler().getYAxisMax()).orElse(FAR);
        return IntStream.range(0, series.getXData().length)
                .filter(i -> series.getYData()[i] >= low && series.getYData()[i] <= high)
                .mapToObj(i -> new double[] {
                    rounded(chart.getScreenXFromChart(series.getXData()[i]), 10),
                    rounded(chart.getScreenYFromChart(series.getYData()[i]), 10),
                    series.getXData()[i],
                    rounded(series.getYData()[i], 10_000)
                })
                .toList();
    }

    private static double rounded(double value, double parts) {
        return Math.rint(value * parts) / parts;
    }

    /**
     * Bars that touch.
     *
     * @param edges of the bars, ascending, one more than there are heights
     */
    static void bars(XYChart chart, double[] edges, double[] heights) {
        int n = heights.length;
        double last = edges[n];
        // A maximum off the bars' raster, else XChart labels the bars' edges instead of round numbers.
        chart.getStyler()
                .setYAxisMin(0.0)
                .setXAxisMin(edges[0])
                .setXAxisMax(last * 1.0156)
                .setLegendVisible(false);
        // A step runs to the next edge; the last edge twice brings the outline down again.
        double[] x = Arrays.copyOf(edges, n + 2);
        double[] y = Arrays.copyOf(heights, n + 2);
        x[n + 1] = last;
        y[n] = heights[n - 1];
        line(chart, chart.getTitle(), x, y)
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea)
                .setLineColor(NO_OUTLINE)
                .setFillColor(Theme.BLUE);
    }
}
