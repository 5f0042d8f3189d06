package mathsymbols.plot;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mathsymbols.train.History;
import mathsymbols.train.History.Epoch;
import mathsymbols.train.Monitor;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The validation accuracy of every trial of a search: the best in colours and by name, the rest in gray; bars where all have one epoch. */
final class Trials {
    private static final int WIDTH = 896;
    private static final int BARS_WIDTH = 480;
    private static final int ROW = 26;
    private static final int NUMBER = 64;
    private static final int GAP = 10;
    private static final String TITLE = "Validation accuracy of all trials";

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
        String alt = alt(bestFirst);
        if (bestFirst.stream().allMatch(trial -> trial.getValue().epochs().size() == 1)) {
            return bars(bestFirst, alt);
        }
        XYChart chart = Charts.empty(TITLE, "Epoch", "Validation accuracy", WIDTH);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
        Charts.wholeNumbers(chart);
        Charts.between(chart, 0, 1);
        int named = Math.min(bestFirst.size(), Charts.DISTINCT);
        // What is drawn later lies on top; the legend names the best first.
        bestFirst.subList(named, bestFirst.size()).forEach(trial -> Charts.line(
                        chart, brief(trial.getKey()), epochs(trial), accuracies(trial))
                .setLineColor(Theme.BACKDROP)
                .setLineWidth(1)
                .setShowInLegend(false));
        for (int rank = 0; rank < named; rank++) {
            Map.Entry<String, History> trial = bestFirst.get(rank);
            Charts.line(chart, rank, brief(trial.getKey()), epochs(trial), accuracies(trial));
        }
        return Panels.of(chart, alt);
    }

    private static String alt(List<Map.Entry<String, History>> bestFirst) {
        Map.Entry<String, History> best = bestFirst.get(0);
        return String.format(
                Locale.ROOT,
                "Validation accuracy by epoch of %d trials; the best, %s, reaches %s",
                bestFirst.size(),
                best.getKey(),
                best(best.getValue())
                        .map(accuracy -> String.format(Locale.ROOT, "%.4f", accuracy))
                        .orElse("no number"));
    }

    /** Trials of one epoch have no curves: a bar each, the longest as long as there is room. */
    private static Figure bars(List<Map.Entry<String, History>> bestFirst, String alt) {
        Font font = Theme.font(Theme.TEXT);
        List<String> names =
                bestFirst.stream().map(trial -> brief(trial.getKey())).toList();
        double left = GAP
                + names.stream()
                        .mapToDouble(name -> Text.width(font, name))
                        .max()
                        .orElseThrow();
        double longest =
                best(bestFirst.get(0).getValue()).filter(most -> most > 0).orElse(1.0);
        var bars = new Figure(BARS_WIDTH, bestFirst.size() * ROW + GAP, alt, g -> {
            g.setFont(font);
            for (int i = 0; i < names.size(); i++) {
                double middle = (i + 0.5) * ROW;
                Optional<Double> accuracy = best(bestFirst.get(i).getValue());
                double length = accuracy.orElse(0.0) / longest * (BARS_WIDTH - left - GAP - NUMBER);
                g.setColor(i == 0 ? Theme.BLUE : Theme.BACKDROP);
                g.fill(new Rectangle2D.Double(left + GAP, middle - ROW / 3.0, length, ROW * 2 / 3.0));
                g.setColor(Theme.INK);
                Text.right(g, names.get(i), left, middle);
                String number = accuracy.map(each -> String.format(Locale.ROOT, "%.4f", each))
                        .orElse("no number");
                Text.left(g, number, left + GAP + length + GAP, middle);
            }
        });
        return Panels.titled(TITLE, bars);
    }

    /** The values alone: all trials have the same hyper-parameters, so {@code rate: 1.0E-4} is 0.0001. */
    private static String brief(String name) {
        return Arrays.stream(name.split(", "))
                .map(part -> part.replaceFirst("^\\w+: ", ""))
                .map(value -> value.matches("[0-9.]+E-?[0-9]+")
                        ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                        : value)
                .collect(Collectors.joining(", "));
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
