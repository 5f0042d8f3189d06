package mathsymbols.plot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mathsymbols.train.History;
import mathsymbols.train.History.Epoch;
import mathsymbols.train.Monitor;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The validation accuracy of every trial of a search: the best in colours and by name, the rest in gray. */
final class Trials {
    private static final int WIDTH = 820;

    private Trials() {}

    static Figure figure(Map<String, History> trials) {
        List<Map.Entry<String, History>> bestFirst = trials.entrySet().stream()
                .filter(trial -> !trial.getValue().epochs().isEmpty())
                .sorted(Monitor.VAL_ACCURACY.direction().bestFirst(trial -> best(trial.getValue())
                        .orElse(Double.NEGATIVE_INFINITY)))
                .toList();
        if (bestFirst.isEmpty()) {
            throw new IllegalArgumentException("No trial has run an epoch: there is no curve to draw");
        }
        XYChart chart = Charts.empty("Validation accuracy of all trials", "Epoch", "Validation accuracy", WIDTH);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
        Charts.wholeNumbers(chart);
        Charts.between(chart, 0, 1);
        int named = Math.min(bestFirst.size(), Charts.DISTINCT);
        // What is drawn later lies on top; the legend names the best first.
        bestFirst.subList(named, bestFirst.size()).forEach(trial -> Charts.line(
                        chart, trial.getKey(), epochs(trial), accuracies(trial))
                .setLineColor(Theme.BACKDROP)
                .setLineWidth(1)
                .setShowInLegend(false));
        for (int rank = 0; rank < named; rank++) {
            Map.Entry<String, History> trial = bestFirst.get(rank);
            Charts.line(chart, rank, trial.getKey(), epochs(trial), accuracies(trial));
        }
        Map.Entry<String, History> best = bestFirst.get(0);
        String alt = String.format(
                Locale.ROOT,
                "Validation accuracy by epoch of %d trials; the best, %s, reaches %s",
                bestFirst.size(),
                best.getKey(),
                best(best.getValue())
                        .map(accuracy -> String.format(Locale.ROOT, "%.4f", accuracy))
                        .orElse("no number"));
        return Panels.of(chart, alt);
    }

    private static double[] epochs(Map.Entry<String, History> trial) {
        return trial.getValue().epochs().stream().mapToDouble(Epoch::epoch).toArray();
    }

    private static double[] accuracies(Map.Entry<String, History> trial) {
        return trial.getValue().epochs().stream()
                .mapToDouble(Epoch::valAccuracy)
                .toArray();
    }

    private static Optional<Double> best(History history) {
        return history.best(Monitor.VAL_ACCURACY).map(Epoch::valAccuracy);
    }
}
