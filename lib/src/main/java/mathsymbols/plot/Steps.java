package mathsymbols.plot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** The loss of single steps of training, one line a fit. */
final class Steps {
    private static final int WIDTH = 820;
    /** A logarithmic axis has no 0. */
    private static final double SMALLEST = 1e-4;

    private Steps() {}

    static Figure figure(Map<String, double[]> fits) {
        XYChart chart = Charts.empty("Loss of each step", "Step", "Loss (logarithmic)", WIDTH);
        chart.getStyler().setYAxisLogarithmic(true);
        double[] finite = fits.values().stream()
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .map(loss -> Math.max(loss, SMALLEST))
                .toArray();
        Charts.between(
                chart,
                decade(Arrays.stream(finite).min(), Math::floor),
                decade(Arrays.stream(finite).max(), Math::ceil));
        int place = 0;
        for (Map.Entry<String, double[]> fit : fits.entrySet()) {
            double[] steps = IntStream.rangeClosed(1, fit.getValue().length)
                    .asDoubleStream()
                    .toArray();
            double[] losses = Arrays.stream(fit.getValue())
                    .map(loss -> Double.isFinite(loss) ? Math.max(loss, SMALLEST) : Double.NaN)
                    .toArray();
            Charts.line(chart, place++, fit.getKey(), steps, losses);
        }
        return Panels.of(chart, alt(fits));
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
