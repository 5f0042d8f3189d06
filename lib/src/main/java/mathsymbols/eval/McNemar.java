package mathsymbols.eval;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Two models on the same examples: does one do better, or was it luck? Only the examples count that one got right and the
 * other wrong; if the models were equally good, each such example would be as likely to favour one as the other (McNemar
 * 1947, here exactly by the binomial distribution rather than by chi-squared).
 *
 * @param onlyFirst examples that only the first model got right
 * @param onlySecond examples that only the second model got right
 * @param pValue how likely a difference so large or larger is between equally good models, 0 … 1; two-sided
 */
public record McNemar(int onlyFirst, int onlySecond, double pValue) {
    /**
     * Compares two models.
     *
     * @throws IllegalArgumentException if they were not asked about the same examples
     */
    public static McNemar compare(Predictions first, Predictions second) {
        if (!Arrays.equals(first.actual(), second.actual())) {
            throw new IllegalArgumentException("The two models were not evaluated on the same examples: " + first.size()
                    + " and " + second.size() + ", or their labels differ");
        }
        int onlyFirst = (int) IntStream.range(0, first.size())
                .filter(i -> first.isCorrect(i) && !second.isCorrect(i))
                .count();
        int onlySecond = (int) IntStream.range(0, first.size())
                .filter(i -> second.isCorrect(i) && !first.isCorrect(i))
                .count();
        return of(onlyFirst, onlySecond);
    }

    static McNemar of(int onlyFirst, int onlySecond) {
        int differing = onlyFirst + onlySecond;
        double pValue = differing == 0
                ? 1
                : BinomialTest.withDefaults().test(differing, onlyFirst, 0.5).getPValue();
        return new McNemar(onlyFirst, onlySecond, pValue);
    }

    /** With the models' names, such as {@code right: 170 only by VGG19, 8 only by AlexNet; p = 3.1e-40 (exact McNemar test)}. */
    public String between(String first, String second) {
        return String.format(
                Locale.ROOT,
                "right: %,d only by %s, %,d only by %s; p = %.2g (exact McNemar test)",
                onlyFirst,
                first,
                onlySecond,
                second,
                pValue);
    }

    @Override
    public String toString() {
        return between("the first model", "the second");
    }
}
