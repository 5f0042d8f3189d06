package mathsymbols.plot;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.data.ImageSet;
import mathsymbols.eval.ConfusionMatrix;
import mathsymbols.eval.MostConfused;
import mathsymbols.eval.MostConfused.Pair;
import mathsymbols.eval.Predictions;
import mathsymbols.eval.TopLosses;

/** Pictures of what a model got wrong. */
record Mistakes(Predictions predictions, ImageSet images) {
    private static final int LOSSES = 16;
    private static final int PAIRS = 6;
    private static final int EXAMPLES = 2;
    private static final ImageGrid TILES = new ImageGrid(84, 12, false, true);

    Mistakes {
        if (predictions.size() != images.size()) {
            throw new IllegalArgumentException(
                    predictions.size() + " predictions do not go with " + images.size() + " images");
        }
    }

    /** The highest losses with the actual and the predicted class, and how sure the model was. */
    Figure topLosses() {
        List<Tile> tiles = TopLosses.of(predictions, LOSSES).entries().stream()
                .map(entry -> Tile.of(
                        images.image(entry.index()),
                        entry.actual() + " → " + entry.predicted(),
                        String.format(Locale.ROOT, "%.1f %% sure", 100 * entry.probability()),
                        String.format(Locale.ROOT, "loss %.2f", entry.loss())))
                .toList();
        return TILES.figure("The highest losses, actual → predicted", Math.min(8, LOSSES), tiles);
    }

    /** For each of the most confused pairs the mistaken images between typical ones of both classes. */
    Figure mostConfused() {
        List<Pair> pairs =
                MostConfused.of(ConfusionMatrix.of(predictions), PAIRS).pairs();
        return Panels.grid(
                "The most confused pairs of classes, actual → predicted: "
                        + (pairs.isEmpty()
                                ? "none"
                                : String.join(
                                        ", ",
                                        pairs.stream().map(Mistakes::title).toList())),
                2,
                pairs.stream().map(this::panel).toList());
    }

    private Figure panel(Pair pair) {
        Stream<Tile> mistaken = indices(pair.actual(), pair.predicted())
                .limit(EXAMPLES)
                .mapToObj(i -> Tile.of(images.image(i), images.ref(i).toString()));
        List<Tile> tiles = Stream.of(typical(pair.actual()).stream(), mistaken, typical(pair.predicted()).stream())
                .flatMap(part -> part)
                .toList();
        return Panels.titled(title(pair), TILES.figure(title(pair), tiles.size(), tiles));
    }

    /** The image of a class that the model is surest of. */
    private Optional<Tile> typical(String name) {
        int label = predictions.classes().indexOf(name);
        return indices(name, name)
                .boxed()
                .max(Comparator.comparingDouble(i -> predictions.probabilities()[i][label]))
                .map(i -> Tile.of(images.image(i), "a typical " + name));
    }

    private IntStream indices(String actual, String predicted) {
        List<String> classes = predictions.classes();
        return IntStream.range(0, predictions.size())
                .filter(i -> predictions.actual()[i] == classes.indexOf(actual)
                        && predictions.predicted(i) == classes.indexOf(predicted));
    }

    private static String title(Pair pair) {
        return pair.actual() + " → " + pair.predicted() + ", " + pair.count() + "×";
    }
}
