package mathsymbols.eval;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/**
 * A 95 % confidence interval: the range in which a score varies by chance alone, through the choice of the test images.
 *
 * @param low the lower bound, not above {@code high}
 * @param high the upper bound
 */
public record Interval(double low, double high) {
    private static final double ERROR_RATE = 0.05;

    /** A share that was estimated from nothing may be anything. */
    private static final Interval UNKNOWN_SHARE = new Interval(0, 1);

    /** Of one value alone, the spread is unknown. */
    private static final Interval UNKNOWN_MEAN = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * The Wilson score interval of a share, which stays inside 0 … 1 and is accurate near both ends (Wilson 1927; Brown,
     * Cai and DasGupta 2001 recommend it).
     *
     * @param successes how often it happened, {@code 0 … trials}
     * @param trials how often it could have; 0 gives 0 … 1
     */
    public static Interval wilson(int successes, int trials) {
        if (trials == 0) {
            return UNKNOWN_SHARE;
        }
        var bounds = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(trials, successes, ERROR_RATE);
        // Rounding may put a bound beside the shares that there are.
        return new Interval(Math.max(0, bounds.getLowerBound()), Math.min(1, bounds.getUpperBound()));
    }

    /**
     * The t interval of a mean. Losses are skewed, so with few examples it is too narrow; a thousand are enough.
     *
     * @param values of fewer than two, the interval has no bounds
     */
    public static Interval ofMean(double[] values) {
        if (values.length < 2) {
            return UNKNOWN_MEAN;
        }
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        var bounds = NormalConfidenceInterval.MEAN.fromErrorRate(
                mean, squares / (values.length - 1), values.length, ERROR_RATE);
        return new Interval(bounds.getLowerBound(), bounds.getUpperBound());
    }

    /** Whether {@code value} lies between the bounds or on one. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Such as {@code 0.9664 … 0.9849}, or {@code unknown} without bounds. */
    @Override
    public String toString() {
        if (equals(UNKNOWN_MEAN)) {
            return "unknown";
        }
        return String.format(Locale.ROOT, "%.4f … %.4f", low, high);
    }
}
