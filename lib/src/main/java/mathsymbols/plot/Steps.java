package mathsymbols.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss of single steps of training, one line a fit. */
final class Steps {
    private static final int WIDTH = 500;
    /** A logarithmic axis has no 0. */
    private static final double SMALLEST = 1e-4;

    private Steps() {}

    /** A picture for each fit: its line in colour before those of the others. */
    static Slides slides(Map<String, double[]> fits, String caption) {
        double[] finite = fits.values().stream()
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .map(loss -> Math.max(loss, SMALLEST))
                .toArray();
        double low = decade(Arrays.stream(finite).min(), Math::floor);
        double high = decade(Arrays.stream(finite).max(), Math::ceil);
        List<Figure> frames = fits.keySet().stream()
                .map(name -> {
                    XYChart chart = Charts.empty(name, "Step", "Loss (logarithmic)", WIDTH);
                    chart.getStyler()
                            .setYAxisLogarithmic(true)
                            .setXAxisTickMarkSpacingHint(60)
                            .setLegendVisible(false);
                    Charts.between(chart, low, high);
                    fits.forEach((other, losses) -> {
                        if (!other.equals(name)) {
                            line(chart, other, losses)
                                    .setLineColor(Theme.BACKDROP)
                                    .setLineWidth(1);
                        }
                    });
                    line(chart, name, fits.get(name))
                            .setMarker(SeriesMarkers.CIRCLE)
                            .setMarkerColor(Theme.BLUE)
                            .setLineColor(Theme.BLUE);
                    return Panels.of(chart).chart();
                })
                .toList();
        return new Slides("fit", List.copyOf(fits.keySet()), frames, alt(fits), caption);
    }

    private static XYSeries line(XYChart chart, String name, double[] losses) {
        double[] steps =
                IntStream.rangeClosed(1, losses.length).asDoubleStream().toArray();
        return Charts.line(
                chart,
                name,
                steps,
                Arrays.stream(losses)
                        .map(loss -> Double.isFinite(loss) ? Math.max(loss, SMALLEST) : Double.NaN)
                        .toArray());
    }

    /** Whole powers of ten, so that the axis has at least two labels. */
    private static double decade(OptionalDouble loss, DoubleUnaryOperator rounding) {
        return Math.pow(
                10,
                rounding.applyAsDouble(Math.log10(loss.orElseThrow(() -> new IllegalArgumentException(
                        "No step has a loss that is a number: there is no curve to draw")))));
    }

    private static String alt(Map<String, double[]> fits) {
        return fits.entrySet().stream()
                .map(fit -> String.format(
                        Locale.ROOT,
                        "%s from %.2f to %.2f",
                        fit.getKey(),
                        fit.getValue()[0],
                        fit.getValue()[fit.getValue().length - 1]))
                .collect(Collectors.joining(", ", "The loss by step: ", ""));
    }
}
