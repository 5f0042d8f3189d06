package mathsymbols.eval;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mathsymbols.data.DecimalColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The examples that a model got most wrong, or was least sure of.
 *
 * @param entries the highest loss first
 */
public record TopLosses(List<Entry> entries) {
    /**
     * One example.
     *
     * @param index its place in the set
     * @param actual its class
     * @param predicted the class the model chose
     * @param probability what the model gave the class it chose, 0 … 1
     * @param probabilityOfActual what it gave the true class, 0 … 1
     * @param loss the cross-entropy in nats
     */
    public record Entry(
            int index, String actual, String predicted, double probability, double probabilityOfActual, double loss) {}

    public TopLosses {
        entries = List.copyOf(entries);
    }

    /** At most {@code count} examples of a set; of equal losses the earlier example comes first. */
    public static TopLosses of(Predictions predictions, int count) {
        return new TopLosses(IntStream.range(0, predictions.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> predictions.loss(i))
                        .reversed())
                .limit(count)
                .map(i -> entry(predictions, i))
                .toList());
    }

    private static Entry entry(Predictions predictions, int index) {
        int actual = predictions.actual()[index];
        int predicted = predictions.predicted(index);
        float[] probabilities = predictions.probabilities()[index];
        return new Entry(
                index,
                predictions.classes().get(actual),
                predictions.classes().get(predicted),
                probabilities[predicted],
                probabilities[actual],
                predictions.loss(index));
    }

    /** One row an example. */
    public Table table() {
        return Table.create(
                "Top losses",
                IntColumn.create("index", entries.stream().mapToInt(Entry::index)),
                StringColumn.create("actual", entries.stream().map(Entry::actual)),
                StringColumn.create("predicted", entries.stream().map(Entry::predicted)),
                column("probability", 4, Entry::probability),
                column("probability of actual", 4, Entry::probabilityOfActual),
                column("loss", 3, Entry::loss));
    }

    private DoubleColumn column(String name, int digits, ToDoubleFunction<Entry> value) {
        return DecimalColumn.decimals(name, digits, entries.stream().mapToDouble(value));
    }
}
