package mathsymbols.plot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mathsymbols.eval.Robustness;
import org.knowm.xchart.XYChart;

/** One small chart a distortion, one line a model. */
final class RobustnessFigure {
    private static final int COLUMNS = 2;
    private static final int WIDE = 4;
    private static final int NARROW = 2;

    private RobustnessFigure() {}

    static Figure figure(List<Robustness> curves) {
        String alt = curves.stream()
                .map(curve -> curve.kind() + ": "
                        + curve.accuracies().entrySet().stream()
                                .map(model -> String.format(
                                        Locale.ROOT,
                                        "%s from %.2f to %.2f",
                                        model.getKey(),
                                        model.getValue()[0],
                                        model.getValue()[model.getValue().length - 1]))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        List<XYChart> charts = curves.stream().map(RobustnessFigure::chart).toList();
        Figure grid = Panels.grid(
                alt, COLUMNS, charts.stream().map(Panels::withoutLegend).toList());
        return Panels.under(grid, Legend.of(charts.get(0)));
    }

    private static XYChart chart(Robustness curve) {
        String kind = curve.kind().toString();
        XYChart chart = Charts.empty(
                kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1),
                curve.kind().unit(),
                "Read right");
        Charts.between(chart, 0, 1);
        Charts.ordinaryTicks(chart, curve.amounts()[0]);
        int place = 0;
        for (Map.Entry<String, double[]> model : curve.accuracies().entrySet()) {
            Charts.line(chart, place, model.getKey(), curve.amounts(), model.getValue())
                    .setLineWidth(place == 0 ? WIDE : NARROW); // to be seen also where both run together
            place++;
        }
        return chart;
    }
}
