package mathsymbols.plot;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.data.ImageSet;
import mathsymbols.eval.ConfusionMatrix;
import mathsymbols.eval.MostConfused;
import mathsymbols.eval.MostConfused.Pair;
import mathsymbols.eval.Predictions;
import mathsymbols.eval.TopLosses;
import mathsymbols.eval.TopLosses.Entry;
import mathsymbols.plot.Detail.Box;

/** Pictures of what a model got wrong. */
record Mistakes(Predictions predictions, ImageSet images) {
    private static final int LOSSES = 16;
    private static final int PAIRS = 6;
    private static final int EXAMPLES = 2;
    /** Of about a kilobyte each, so that a page stays light. */
    private static final int MOST_THUMBNAILS = 200;

    private static final int MOST_IN_A_CELL = 12;
    private static final ImageGrid TILES = new ImageGrid(84, 12, false, true);

    Mistakes {
        if (predictions.size() != images.size()) {
            throw new IllegalArgumentException(
                    predictions.size() + " predictions do not go with " + images.size() + " images");
        }
    }

    /** The counts, and behind each kind of mistake some of its images. */
    Figure confusionMatrix() {
        List<String> classes = predictions.classes();
        var room = new AtomicInteger(MOST_THUMBNAILS);
        return ConfusionMatrixFigure.figure(
                ConfusionMatrix.of(predictions),
                (actual, predicted) -> actual == predicted
                        ? List.of()
                        : indices(classes.get(actual), classes.get(predicted))
                                .limit(MOST_IN_A_CELL)
                                .takeWhile(i -> room.getAndDecrement() > 0)
                                .mapToObj(i -> InlinePng.thumbnail(images.image(i)))
                                .toList());
    }

    /** The highest losses with the true class and the answer, and how sure the model was. */
    Figure topLosses() {
        List<Entry> entries = TopLosses.of(predictions, LOSSES).entries();
        List<Tile> tiles = entries.stream()
                .map(entry -> Tile.of(
                        images.image(entry.index()),
                        entry.actual() + " → " + entry.predicted(),
                        String.format(Locale.ROOT, "%.1f %% sure", 100 * entry.probability()),
                        String.format(Locale.ROOT, "loss %.2f", entry.loss())))
                .toList();
        int columns = Math.min(8, LOSSES);
        List<Box> boxes = TILES.boxes(columns, tiles);
        return TILES.figure("The highest losses, true class → answer", columns, tiles)
                .with(IntStream.range(0, entries.size())
                        .mapToObj(i -> (Detail) new Detail.Piece(boxes.get(i), sortedBy(entries.get(i))))
                        .toList());
    }

    private static Map<String, Object> sortedBy(Entry entry) {
        Map<String, Object> by = new LinkedHashMap<>();
        by.put("loss", entry.loss());
        by.put("how sure the model was", entry.probability());
        by.put("true class", entry.actual());
        by.put("answer", entry.predicted());
        return by;
    }

    /** For each of the most confused pairs the mistaken images between typical ones of both classes. */
    Figure mostConfused() {
        List<Pair> pairs =
                MostConfused.of(ConfusionMatrix.of(predictions), PAIRS).pairs();
        if (pairs.isEmpty()) {
            return Panels.note("No image was taken for one of another class.");
        }
        return Panels.grid(
                "The most confused pairs of classes, true class → answer: "
                        + String.join(", ", pairs.stream().map(Mistakes::title).toList()),
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
