package mathsymbols.plot;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import mathsymbols.eval.Calibration;
import mathsymbols.eval.Calibration.Bin;
import mathsymbols.eval.Interval;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How often a model is right against how sure it says it is, and how many examples stand behind each point. */
final class Reliability {
    private final Calibration calibration;
    private final List<Bin> filled;

    private Reliability(Calibration calibration) {
        this.calibration = calibration;
        this.filled = calibration.bins().stream().filter(bin -> bin.count() > 0).toList();
    }

    static Figure figure(Calibration calibration) {
        var reliability = new Reliability(calibration);
        String alt = String.format(
                Locale.ROOT,
                "Reliability curve: share right against probability in %d bins of %d examples; expected calibration error %.4f",
                reliability.filled.size(),
                calibration.total(),
                calibration.expectedError());
        return Panels.row(alt, List.of(Panels.of(reliability.curve()), Panels.of(reliability.counts())));
    }

    private XYChart curve() {
        XYChart chart = Charts.empty("Reliability", "Probability of the predicted class", "Share right");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0);
        Charts.between(chart, 0, 1);
        double[] ends = {0, 1};
        Charts.line(chart, "As often right as sure", ends, ends)
                .setLineColor(Theme.FRAME)
                .setLineStyle(SeriesLines.DASH_DASH)
                .setLineWidth(1);
        for (Bin bin : filled) {
            Interval interval = Interval.wilson((int) Math.round(bin.accuracy() * bin.count()), bin.count());
            Charts.line(
                            chart,
                            "interval at " + bin.from(),
                            new double[] {bin.confidence(), bin.confidence()},
                            new double[] {interval.low(), interval.high()})
                    .setLineColor(Theme.BLUE)
                    .setLineWidth(1)
                    .setShowInLegend(false);
        }
        Charts.line(chart, "Model (95 % intervals)", values(Bin::confidence), values(Bin::accuracy))
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(Theme.BLUE)
                .setLineColor(Theme.BLUE);
        return chart;
    }

    private XYChart counts() {
        double[] edges = new double[calibration.bins().size() + 1];
        double[] heights = new double[calibration.bins().size()];
        for (int i = 0; i < heights.length; i++) {
            edges[i + 1] = calibration.bins().get(i).to();
            heights[i] = calibration.bins().get(i).count();
        }
        XYChart chart = Charts.empty("How sure it is", "Probability of the predicted class", "Examples");
        Charts.bars(chart, edges, heights);
        return chart;
    }

    private double[] values(ToDoubleFunction<Bin> value) {
        return filled.stream().mapToDouble(value).toArray();
    }
}
