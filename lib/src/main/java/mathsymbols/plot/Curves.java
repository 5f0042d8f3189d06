package mathsymbols.plot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import mathsymbols.train.History;
import mathsymbols.train.History.Epoch;
import mathsymbols.train.Monitor;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How loss and accuracy went from epoch to epoch, with the epoch of the lowest validation loss marked. */
final class Curves {
    private static final String LOSS = "Loss (categorical cross-entropy)";
    private static final String ACCURACY = "Accuracy";
    /** Room above the highest point of a zoomed curve, as a share of its height. */
    private static final double HEADROOM = 0.1;

    /** A panel is zoomed in only where its range is less than this share of the whole; else both would look alike. */
    private static final double CLOSER = 0.6;

    private static final double SMALLEST = 1e-4;
    private static final double HIGHEST_FLOOR = 0.99;

    private final History history;
    private final Optional<Epoch> best;

    private Curves(History history) {
        if (history.epochs().isEmpty()) {
            throw new IllegalArgumentException("A history without epochs has no curves");
        }
        this.history = history;
        this.best = history.best(Monitor.VAL_LOSS);
    }

    /** Both, side by side. */
    static Figure lossAndAccuracy(History history) {
        var curves = new Curves(history);
        return curves.figure("Loss and accuracy", curves.loss("Model loss"), curves.accuracy("Model accuracy"));
    }

    /** The loss as a whole and, where the validation loss stays well below that, again as high as it goes. */
    static Figure loss(History history) {
        var curves = new Curves(history);
        XYChart whole = curves.loss("Model loss");
        double top = (1 + HEADROOM) * curves.highest(Epoch::valLoss);
        if (curves.best.isEmpty() || top >= CLOSER * curves.highestLoss()) {
            return curves.figure("Loss", whole);
        }
        XYChart near = curves.loss("Model loss: zoomed in");
        Charts.between(near, 0, top);
        return curves.figure("Loss", whole, near);
    }

    /** The accuracy as a whole and, where the validation accuracy stays well above 0, again from its lowest upwards. */
    static Figure accuracy(History history) {
        var curves = new Curves(history);
        XYChart whole = curves.accuracy("Model accuracy");
        double lowest = 1 - curves.highest(e -> 1 - e.valAccuracy());
        double floor = Math.min(lowest - HEADROOM * (1 - lowest), HIGHEST_FLOOR);
        if (1 - floor >= CLOSER) {
            return curves.figure("Accuracy", whole);
        }
        XYChart near = curves.accuracy("Model accuracy: zoomed in");
        Charts.between(near, floor, 1);
        return curves.figure("Accuracy", whole, near);
    }

    private XYChart loss(String title) {
        XYChart chart = chart(title, LOSS, Epoch::loss, Epoch::valLoss);
        Charts.between(chart, 0, highestLoss());
        return chart;
    }

    private double highestLoss() {
        return Math.max(highest(Epoch::loss), highest(Epoch::valLoss));
    }

    private XYChart accuracy(String title) {
        XYChart chart = chart(title, ACCURACY, Epoch::accuracy, Epoch::valAccuracy);
        Charts.between(chart, 0, 1);
        return chart;
    }

    private XYChart chart(
            String title, String yTitle, ToDoubleFunction<Epoch> training, ToDoubleFunction<Epoch> validation) {
        XYChart chart = Charts.empty(title, "Epoch", yTitle);
        Charts.wholeNumbers(chart);
        best.ifPresent(epoch -> Charts.vertical(chart, epoch.epoch()));
        double[] epochs = values(Epoch::epoch);
        Charts.line(chart, "Training", epochs, values(training)).setLineColor(Theme.BLUE);
        Charts.line(chart, "Validation", epochs, values(validation))
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(Theme.VERMILION)
                .setLineColor(Theme.VERMILION);
        best.ifPresent(epoch ->
                Charts.point(chart, "Best epoch: " + epoch.epoch(), epoch.epoch(), validation.applyAsDouble(epoch)));
        return chart;
    }

    private Figure figure(String what, XYChart... charts) {
        Epoch last = history.last().orElseThrow();
        String lowest = best.map(epoch -> String.format(
                        Locale.ROOT,
                        "lowest validation loss %.4f at epoch %d (validation accuracy %.4f)",
                        epoch.valLoss(),
                        epoch.epoch(),
                        epoch.valAccuracy()))
                .orElse("no validation loss is a number");
        String alt = String.format(
                Locale.ROOT,
                "%s over %d epochs; %s; last epoch: training loss %.4f, validation loss %.4f, validation accuracy %.4f",
                what,
                history.epochs().size(),
                lowest,
                last.loss(),
                last.valLoss(),
                last.valAccuracy());
        return Panels.row(alt, Stream.of(charts).map(Panels::of).toList());
    }

    /** A loss that is not a finite number leaves a gap. */
    private double[] values(ToDoubleFunction<Epoch> value) {
        return history.epochs().stream()
                .mapToDouble(value)
                .map(v -> Double.isFinite(v) ? v : Double.NaN)
                .toArray();
    }

    /** Above 0 always, so that an axis has a length. */
    private double highest(ToDoubleFunction<Epoch> value) {
        return Arrays.stream(values(value)).filter(v -> v > SMALLEST).max().orElse(SMALLEST);
    }
}
