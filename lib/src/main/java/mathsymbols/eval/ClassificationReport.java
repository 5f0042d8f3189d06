package mathsymbols.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mathsymbols.data.DecimalColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Precision, recall and F1 class by class, as {@code sklearn.metrics.classification_report(y_true, y_pred)} computes and
 * prints them (F1 from the counts, as since its version 1.3). As there, a class that neither occurs nor is predicted is
 * left out, and a share of nothing counts as 0: the precision of a class that was never predicted, the recall of one that
 * never occurs, the F1 of one with neither. Counts are whole numbers always; where no example at all is right,
 * scikit-learn prints {@code 7.0} for 7.
 *
 * @param rows one a class, in the order of the classes
 * @param correct how many examples were classified correctly
 * @param total how many examples there are
 */
public record ClassificationReport(List<Row> rows, int correct, int total) {
    private static final List<String> HEADINGS = List.of("precision", "recall", "f1-score", "support");
    private static final String ACCURACY = "accuracy";
    private static final String MACRO = "macro avg";
    private static final String WEIGHTED = "weighted avg";

    /**
     * One class.
     *
     * @param name the class
     * @param truePositives examples of the class taken for it
     * @param predicted all examples taken for the class
     * @param support all examples of the class
     */
    public record Row(String name, int truePositives, int predicted, int support) {
        /** Of the examples taken for this class, the share that belongs to it. */
        public double precision() {
            return share(truePositives, predicted);
        }

        /** Of the examples of this class, the share that was found: the accuracy within the class. */
        public double recall() {
            return share(truePositives, support);
        }

        /** The harmonic mean of precision and recall. */
        public double f1() {
            return share(2 * truePositives, predicted + support);
        }

        /** The 95 % interval of the recall; 0 … 1 where nothing occurs. */
        public Interval recallInterval() {
            return Interval.wilson(truePositives, support);
        }
    }

    public ClassificationReport {
        rows = List.copyOf(rows);
    }

    /** Sums up a confusion matrix. */
    public static ClassificationReport of(ConfusionMatrix matrix) {
        List<Row> rows = IntStream.range(0, matrix.classes().size())
                .mapToObj(c ->
                        new Row(matrix.classes().get(c), matrix.counts()[c][c], matrix.predicted(c), matrix.support(c)))
                .filter(row -> row.predicted() + row.support() > 0)
                .toList();
        return new ClassificationReport(rows, matrix.correct(), matrix.total());
    }

    /** The share of examples classified correctly, 0 … 1. */
    public double accuracy() {
        return share(correct, total);
    }

    /** The mean over the classes, each counting the same: {@code macro(Row::recall)}. */
    public double macro(ToDoubleFunction<Row> measure) {
        return rows.stream().mapToDouble(measure).average().orElse(0);
    }

    /** The mean over the classes, each counting by its support: {@code weighted(Row::f1)}. */
    public double weighted(ToDoubleFunction<Row> measure) {
        double sum = rows.stream()
                .mapToDouble(row -> measure.applyAsDouble(row) * row.support())
                .sum();
        return total == 0 ? 0 : sum / total;
    }

    /** One row a class, with the 95 % interval of its recall. */
    public Table table() {
        return Table.create(
                "Classification report",
                StringColumn.create("class", rows.stream().map(Row::name)),
                column("precision", Row::precision),
                column("recall", Row::recall),
                column("recall, low", row -> row.recallInterval().low()),
                column("recall, high", row -> row.recallInterval().high()),
                column("f1-score", Row::f1),
                IntColumn.create("support", rows.stream().mapToInt(Row::support)));
    }

    private DoubleColumn column(String name, ToDoubleFunction<Row> measure) {
        return DecimalColumn.decimals(name, 3, rows.stream().mapToDouble(measure));
    }

    /** What scikit-learn prints, to the character, with the line feed at its end. */
    @Override
    public String toString() {
        int width = Math.max(
                WEIGHTED.length(),
                rows.stream().mapToInt(row -> characters(row.name())).max().orElse(0));
        StringBuilder text = new StringBuilder(line(width, "", HEADINGS)).append("\n");
        for (Row row : rows) {
            text.append(line(width, row.name(), row.precision(), row.recall(), row.f1(), row.support()));
        }
        String share = decimals(accuracy(), 2);
        return text.append("\n")
                .append(line(width, ACCURACY, List.of("", "", share, Integer.toString(total))))
                .append(line(width, MACRO, macro(Row::precision), macro(Row::recall), macro(Row::f1), total))
                .append(line(
                        width, WEIGHTED, weighted(Row::precision), weighted(Row::recall), weighted(Row::f1), total))
                .toString();
    }

    private static String line(int width, String name, double precision, double recall, double f1, int support) {
        return line(
                width,
                name,
                List.of(decimals(precision, 2), decimals(recall, 2), decimals(f1, 2), Integer.toString(support)));
    }

    private static String line(int width, String name, List<String> cells) {
        StringBuilder line = new StringBuilder(" ".repeat(width - characters(name)))
                .append(name)
                .append(' ');
        cells.forEach(cell -> line.append(" %9s".formatted(cell)));
        return line.append("\n").toString();
    }

    /** As Python counts them; Java's own length counts those beyond U+FFFF twice. */
    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /** As Python rounds: the exact binary value, ties to even. Java's own format rounds the shortest decimal, ties up. */
    private static String decimals(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
