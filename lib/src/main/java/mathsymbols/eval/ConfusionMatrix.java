package mathsymbols.eval;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How often examples of each class were taken for each class.
 *
 * @param classes the class names in the order of rows and columns
 * @param counts {@code [actual][predicted]}, square
 */
public record ConfusionMatrix(List<String> classes, int[][] counts) {
    public ConfusionMatrix {
        classes = List.copyOf(classes);
        for (int[] row : counts) {
            if (counts.length != classes.size() || row.length != classes.size()) {
                throw new IllegalArgumentException(
                        "The counts are not " + classes.size() + " × " + classes.size() + " as the classes are");
            }
        }
    }

    /** Counts a model's predictions. */
    public static ConfusionMatrix of(Predictions predictions) {
        int n = predictions.classes().size();
        int[][] counts = new int[n][n];
        for (int i = 0; i < predictions.size(); i++) {
            counts[predictions.actual()[i]][predictions.predicted(i)]++;
        }
        return new ConfusionMatrix(predictions.classes(), counts);
    }

    /** How many examples belong to a class (the sum of its row). */
    public int support(int actual) {
        return IntStream.of(counts[actual]).sum();
    }

    /** How many examples were taken for a class (the sum of its column). */
    public int predicted(int predicted) {
        return IntStream.range(0, classes.size()).map(i -> counts[i][predicted]).sum();
    }

    /** How many examples were classified correctly (the sum of the diagonal). */
    public int correct() {
        return IntStream.range(0, classes.size()).map(i -> counts[i][i]).sum();
    }

    /** How many examples there are. */
    public int total() {
        return IntStream.range(0, classes.size()).map(this::support).sum();
    }
}
