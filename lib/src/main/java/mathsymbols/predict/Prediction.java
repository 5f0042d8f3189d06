package mathsymbols.predict;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a classifier says of one image.
 *
 * @param candidates every class it knows, the most probable first; of equals, the one that comes first in the labels
 * @param none whether it takes the image for none of them
 */
public record Prediction(List<Candidate> candidates, boolean none) {

    /**
     * @param label the class, such as {@code "div"}
     * @param probability 0 … 1; all candidates of a prediction add up to 1
     */
    public record Candidate(String label, double probability) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.1f %%", label, 100 * probability);
        }
    }

    public Prediction {
        candidates = List.copyOf(candidates);
    }

    /** Of a classifier that knows nothing else than its classes. */
    public Prediction(List<Candidate> candidates) {
        this(candidates, false);
    }

    static Prediction of(List<String> labels, float[] probabilities, boolean none) {
        return new Prediction(
                IntStream.range(0, probabilities.length)
                        .mapToObj(i -> new Candidate(labels.get(i), probabilities[i]))
                        .sorted(Comparator.comparingDouble(Candidate::probability)
                                .reversed())
                        .toList(),
                none);
    }

    /** The most probable class. */
    public String label() {
        return candidates.get(0).label();
    }

    /** The probability of the most probable class. */
    public double probability() {
        return candidates.get(0).probability();
    }

    /** The {@code count} most probable classes; all of them if there are no more. */
    public List<Candidate> top(int count) {
        return candidates.subList(0, Math.min(count, candidates.size()));
    }

    /** The first three, such as {@code "7 98.2 %, 1 1.1 %, z 0.3 %"}. */
    @Override
    public String toString() {
        return top(3).stream().map(Candidate::toString).collect(Collectors.joining(", "));
    }
}
