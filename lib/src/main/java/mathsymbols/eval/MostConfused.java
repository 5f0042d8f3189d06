package mathsymbols.eval;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which classes a model takes for which.
 *
 * @param pairs the most frequent mistake first
 */
public record MostConfused(List<Pair> pairs) {
    /**
     * One kind of mistake.
     *
     * @param actual the class of the examples
     * @param predicted the class they were taken for
     * @param count how often, at least 1
     */
    public record Pair(String actual, String predicted, int count) {}

    public MostConfused {
        pairs = List.copyOf(pairs);
    }

    /** At most {@code count} kinds of mistake; of equally frequent ones the earlier class comes first. */
    public static MostConfused of(ConfusionMatrix matrix, int count) {
        return new MostConfused(IntStream.range(0, matrix.classes().size())
                .boxed()
                .flatMap(actual -> mistakes(matrix, actual))
                .sorted(Comparator.comparingInt(Pair::count).reversed())
                .limit(count)
                .toList());
    }

    private static Stream<Pair> mistakes(ConfusionMatrix matrix, int actual) {
        List<String> classes = matrix.classes();
        return IntStream.range(0, classes.size())
                .filter(predicted -> predicted != actual && matrix.counts()[actual][predicted] > 0)
                .mapToObj(predicted ->
                        new Pair(classes.get(actual), classes.get(predicted), matrix.counts()[actual][predicted]));
    }

    /** One row a kind of mistake. */
    public Table table() {
        return Table.create(
                "Most confused",
                StringColumn.create("actual", pairs.stream().map(Pair::actual)),
                StringColumn.create("predicted", pairs.stream().map(Pair::predicted)),
                IntColumn.create("count", pairs.stream().mapToInt(Pair::count)));
    }
}
