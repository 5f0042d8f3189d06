package mathsymbols.plot;

import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;

/** Charts of XChart in the common look. */
final class Charts {
    static final int WIDTH = 460;
    static final int HEIGHT = 320;

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
        chart.getStyler().setLocale(Locale.ROOT);
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

    /** A line of some width. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineWidth(width);
        return series;
    }
}
