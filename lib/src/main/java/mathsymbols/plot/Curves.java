package mathsymbols.plot;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import mathsymbols.train.History;
import mathsymbols.train.History.Epoch;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How loss and accuracy went from epoch to epoch, with the epoch of the lowest validation loss marked. */
final class Curves {
    private static final String LOSS = "Loss (categorical cross-entropy)";
    private static final String ACCURACY = "Accuracy";
    /** Room above the highest point of a zoomed curve, as a share of its height. */
    private static final double HEADROOM = 0.1;

    private final History history;

    private Curves(History history) {
        this.history = history;
    }

    /** Both, side by side. */
    static Figure lossAndAccuracy(History history) {
        var curves = new Curves(history);
        XYChart accuracy = curves.accuracy("Model accuracy");
        Charts.between(accuracy, 0, 1);
        return curves.pair("Loss and accuracy", curves.loss("Model loss"), accuracy);
    }

    /** The loss as a whole, and again as high as the validation loss goes. */
    static Figure loss(History history) {
        var curves = new Curves(history);
        XYChart near = curves.loss("Model loss: zoomed in");
        Charts.between(near, 0, (1 + HEADROOM) * curves.highest(Epoch::valLoss));
        return curves.pair("Loss", curves.loss("Model loss"), near);
    }

    /** The accuracy as a whole, and again from the lowest validation accuracy upwards. */
    static Figure accuracy(History history) {
        var curves = new Curves(history);
        XYChart whole = curves.accuracy("Model accuracy");
        Charts.between(whole, 0, 1);
        XYChart near = curves.accuracy("Model accuracy: zoomed in");
        double lowest = 1 - curves.highest(e -> 1 - e.valAccuracy());
        Charts.between(near, Math.max(0, lowest - HEADROOM * (1 - lowest)), 1);
        return curves.pair("Accuracy", whole, near);
    }

    private XYChart loss(String title) {
        XYChart chart = chart(title, LOSS, Epoch::loss, Epoch::valLoss);
        chart.getStyler().setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideNE);
        return chart;
    }

    private XYChart accuracy(String title) {
        XYChart chart = chart(title, ACCURACY, Epoch::accuracy, Epoch::valAccuracy);
        chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
        return chart;
    }

    private XYChart chart(
            String title, String yTitle, ToDoubleFunction<Epoch> training, ToDoubleFunction<Epoch> validation) {
        XYChart chart = Charts.empty(title, "Epoch", yTitle);
        Charts.wholeNumbers(chart);
        double[] epochs = values(Epoch::epoch);
        Charts.line(chart, "Training", epochs, values(training), 2);
        Charts.line(chart, "Validation", epochs, values(validation), 2).setMarker(SeriesMarkers.CIRCLE);
        Epoch best = best();
        chart.addSeries("Lowest validation loss: epoch " + best.epoch(), new double[] {best.epoch()}, new double[] {
                    validation.applyAsDouble(best)
                })
                .setMarker(SeriesMarkers.DIAMOND)
                .setMarkerColor(Theme.BLACK)
                .setLineStyle(SeriesLines.NONE);
        chart.addAnnotation(new AnnotationLine(best.epoch(), true, false));
        chart.getStyler().setAnnotationLineColor(Theme.FRAME).setAnnotationLineStroke(SeriesLines.DASH_DASH);
        return chart;
    }

    private Figure pair(String what, XYChart left, XYChart right) {
        Epoch best = best();
        Epoch last = history.epochs().get(history.epochs().size() - 1);
        String alt = String.format(
                Locale.ROOT,
                "%s over %d epochs; lowest validation loss %.4f at epoch %d (validation accuracy %.4f); last epoch: training"
                        + " loss %.4f, validation loss %.4f, validation accuracy %.4f",
                what,
                history.epochs().size(),
                best.valLoss(),
                best.epoch(),
                best.valAccuracy(),
                last.loss(),
                last.valLoss(),
                last.valAccuracy());
        return Panels.row(alt, List.of(Panels.of(left), Panels.of(right)));
    }

    private Epoch best() {
        return history.epochs().stream()
                .min(Comparator.comparingDouble(Epoch::valLoss))
                .orElseThrow(() -> new IllegalArgumentException("A history without epochs has no curves"));
    }

    private double[] values(ToDoubleFunction<Epoch> value) {
        return history.epochs().stream().mapToDouble(value).toArray();
    }

    private double highest(ToDoubleFunction<Epoch> value) {
        return history.epochs().stream().mapToDouble(value).max().orElse(1);
    }
}
