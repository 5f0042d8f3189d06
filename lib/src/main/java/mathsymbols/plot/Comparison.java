package mathsymbols.plot;

import java.awt.Color;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How several fits validated, one colour each: the loss on the left, the accuracy on the right. */
final class Comparison {
    private static final double SMALLEST = 1e-4;

    private final Map<String, History> fits;

    private Comparison(Map<String, History> fits) {
        this.fits = fits;
    }

    static Figure figure(Map<String, History> fits) {
        if (fits.values().stream().allMatch(history -> history.epochs().isEmpty())) {
            throw new IllegalArgumentException("No fit has run an epoch: there is no curve to draw");
        }
        return new Comparison(fits).figure();
    }

    private Figure figure() {
        XYChart loss = chart("Validation loss", "Loss (categorical cross-entropy)", Monitor.VAL_LOSS);
        Charts.between(loss, 0, Math.max(SMALLEST, highestLoss()));
        loss.getStyler().setLegendPosition(LegendPosition.InsideNE);
        XYChart accuracy = chart("Validation accuracy", "Accuracy", Monitor.VAL_ACCURACY);
        Charts.between(accuracy, 0, 1);
        accuracy.getStyler().setLegendPosition(LegendPosition.InsideSE);
        return Panels.row(alt(), List.of(Panels.of(loss), Panels.of(accuracy)));
    }

    private XYChart chart(String title, String yTitle, Monitor monitor) {
        XYChart chart = Charts.empty(title, "Epoch", yTitle);
        Charts.wholeNumbers(chart);
        Iterator<Color> colors = List.of(Theme.palette()).iterator();
        fits.forEach((name, history) -> {
            Color color = colors.next();
            double[] epochs =
                    history.epochs().stream().mapToDouble(History.Epoch::epoch).toArray();
            Charts.line(chart, name, epochs, values(history, monitor).toArray())
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setMarkerColor(color)
                    .setLineColor(color);
        });
        return chart;
    }

    /** A loss that has left the numbers is a gap. */
    private static DoubleStream values(History history, Monitor monitor) {
        return history.epochs().stream().mapToDouble(monitor::of).map(v -> Double.isFinite(v) ? v : Double.NaN);
    }

    private double highestLoss() {
        return fits.values().stream()
                .flatMapToDouble(history -> values(history, Monitor.VAL_LOSS))
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(0);
    }

    private String alt() {
        return fits.entrySet().stream()
                .map(fit -> String.format(
                        Locale.ROOT,
                        "with %s the loss rises by at most %.4f from one epoch to the next",
                        fit.getKey(),
                        fit.getValue().largestRise(Monitor.VAL_LOSS)))
                .collect(Collectors.joining(", ", "Validation loss and accuracy of " + fits.size() + " fits: ", ""));
    }
}
