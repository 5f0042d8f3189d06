package mathsymbols.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mathsymbols.data.DistortedImages;
import mathsymbols.data.Distortion;
import mathsymbols.data.ImageSet;
import mathsymbols.io.Progress;

/**
 * How much of the same images several models still read while these are spoilt more and more.
 *
 * @param kind how they are spoilt
 * @param amounts how much, from 0 on, in the kind's unit
 * @param accuracies for each model by name, the share read right at each amount, 0 … 1
 */
public record Robustness(Distortion kind, double[] amounts, Map<String, double[]> accuracies) {

    /**
     * Asks every model about all images, spoilt in every way and by every amount; as they are, only once.
     *
     * @param steps amounts above 0
     * @param models what each model predicts of such images, by name
     */
    public static List<Robustness> of(
            List<Distortion> kinds,
            int steps,
            ImageSet images,
            Map<String, Function<DistortedImages, Predictions>> models,
            Progress progress) {
        Map<String, Double> unspoilt = new LinkedHashMap<>();
        models.forEach((name, model) -> unspoilt.put(name, accuracy(model, images, kinds.get(0), 0)));
        List<Robustness> curves = new ArrayList<>();
        for (Distortion kind : kinds) {
            double[] amounts = kind.amounts(steps);
            Map<String, double[]> accuracies = new LinkedHashMap<>();
            models.forEach((name, model) -> {
                double[] curve = new double[amounts.length];
                curve[0] = unspoilt.get(name);
                for (int i = 1; i < curve.length; i++) {
                    curve[i] = accuracy(model, images, kind, amounts[i]);
                }
                accuracies.put(name, curve);
            });
            curves.add(new Robustness(kind, amounts, accuracies));
            progress.update("Spoiling images", curves.size(), kinds.size());
        }
        return curves;
    }

    private static double accuracy(
            Function<DistortedImages, Predictions> model, ImageSet images, Distortion kind, double amount) {
        return model.apply(new DistortedImages(images, kind, amount)).accuracy();
    }
}
