package mathsymbols.plot;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;

/** Models as points: what they cost on a logarithmic axis, their test accuracy upwards. */
final class Costs {
    private Costs() {}

    static Figure figure(List<Cost> models) {
        String alt = models.stream()
                .map(model -> String.format(
                        Locale.ROOT,
                        "%s: %,d parameters, %,d multiplications an image, accuracy %.4f",
                        model.name(),
                        model.parameters(),
                        model.products(),
                        model.test().accuracy()))
                .collect(Collectors.joining("; "));
        return Panels.row(
                alt,
                List.of(
                        Panels.of(chart("Parameters", "Parameters (logarithmic)", models, Cost::parameters)),
                        Panels.of(chart(
                                "Arithmetic", "Multiplications an image (logarithmic)", models, Cost::products))));
    }

    private static XYChart chart(String title, String xTitle, List<Cost> models, ToLongFunction<Cost> cost) {
        XYChart chart = Charts.empty(title, xTitle, "Test accuracy");
        double least = models.stream().mapToLong(cost).min().orElseThrow();
        double most = models.stream().mapToLong(cost).max().orElseThrow();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setXAxisMin(Math.pow(10, Math.floor(Math.log10(least))))
                .setXAxisMax(Math.pow(10, Math.ceil(Math.log10(most))));
        Charts.between(chart, 0, 1);
        for (int i = 0; i < models.size(); i++) {
            Cost model = models.get(i);
            Charts.line(chart, i, model.name(), new double[] {cost.applyAsLong(model)}, new double[] {
                model.test().accuracy()
            });
        }
        return chart;
    }
}
