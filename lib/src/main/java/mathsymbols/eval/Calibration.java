package mathsymbols.eval;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether a model is right as often as it says: examples are sorted into bins by the probability of the predicted class,
 * and each bin's mean probability is held against the share that was right (Guo et al., "On Calibration of Modern Neural
 * Networks", 2017).
 *
 * @param bins of equal width from 0 to 1
 */
public record Calibration(List<Bin> bins) {
    /** As many as Guo et al. use. */
    private static final int BINS = 15;

    /**
     * The examples whose predicted class got a probability in {@code (from, to]}.
     *
     * @param count how many there are
     * @param confidence their mean probability, 0 … 1; NaN of none
     * @param accuracy the share of them that was right, 0 … 1; NaN of none
     */
    public record Bin(double from, double to, int count, double confidence, double accuracy) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** Sorts a model's predictions into fifteen bins. */
    public static Calibration of(Predictions predictions) {
        return new Calibration(
                IntStream.range(0, BINS).mapToObj(bin -> bin(predictions, bin)).toList());
    }

    private static Bin bin(Predictions predictions, int bin) {
        int[] members = IntStream.range(0, predictions.size())
                .filter(i -> place(confidence(predictions, i)) == bin)
                .toArray();
        return new Bin(
                (double) bin / BINS,
                (bin + 1.0) / BINS,
                members.length,
                IntStream.of(members)
                        .mapToDouble(i -> confidence(predictions, i))
                        .average()
                        .orElse(Double.NaN),
                predictions.subset(members).accuracy());
    }

    private static double confidence(Predictions predictions, int index) {
        return predictions.probabilities()[index][predictions.predicted(index)];
    }

    private static int place(double confidence) {
        return Math.max(0, Math.min((int) Math.ceil(confidence * BINS), BINS) - 1);
    }

    /** How many examples there are. */
    public int total() {
        return bins.stream().mapToInt(Bin::count).sum();
    }

    /** The expected calibration error, 0 … 1: the mean gap between confidence and accuracy, each bin by its count. */
    public double expectedError() {
        return bins.stream()
                        .filter(bin -> bin.count() > 0)
                        .mapToDouble(bin -> bin.count() * Math.abs(bin.confidence() - bin.accuracy()))
                        .sum()
                / total();
    }

    /** Such as {@code expected calibration error 0.0063 over 1018 examples}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "expected calibration error %.4f over %d examples", expectedError(), total());
    }
}
