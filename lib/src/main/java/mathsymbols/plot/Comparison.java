package mathsymbols.plot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import org.knowm.xchart.XYChart;

/** How several fits validated, one colour each: the loss on the left, the accuracy on the right. */
final class Comparison {
    private static final double SMALLEST = 1e-4;

    /** More names than these would not go beside each other under a chart. */
    private static final int MOST = 3;

    private final Map<String, History> fits;

    private Comparison(Map<String, History> fits) {
        this.fits = fits;
    }

    static Figure figure(Map<String, History> fits) {
        if (fits.values().stream().allMatch(history -> history.epochs().isEmpty())) {
            throw new IllegalArgumentException("No fit has run an epoch: there is no curve to draw");
        }
        if (fits.size() > MOST) {
            throw new IllegalArgumentException(
                    fits.size() + " fits are too many to compare in one figure: give " + MOST + " at most");
        }
        return new Comparison(fits).figure();
    }

    private Figure figure() {
        XYChart loss = chart("Validation loss", "Loss (categorical cross-entropy)", Monitor.VAL_LOSS);
        Charts.between(loss, 0, Math.max(SMALLEST, highestLoss()));
        XYChart accuracy = chart("Validation accuracy", "Accuracy", Monitor.VAL_ACCURACY);
        Charts.between(accuracy, 0, 1);
        return Panels.row(alt(), List.of(Panels.of(loss), Panels.of(accuracy)));
    }

    private XYChart chart(String title, String yTitle, Monitor monitor) {
        XYChart chart = Charts.empty(title, "Epoch", yTitle);
        Charts.wholeNumbers(chart);
        List<String> names = List.copyOf(fits.keySet());
        for (int i = 0; i < names.size(); i++) {
            History history = fits.get(names.get(i));
            double[] epochs =
                    history.epochs().stream().mapToDouble(History.Epoch::epoch).toArray();
            Charts.line(chart, i, names.get(i), epochs, values(history, monitor).toArray());
        }
        return chart;
    }

    /** A loss that is not a finite number leaves a gap. */
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
