package mathsymbols.nn.fast;

/**
 * All that must be known to prepare a batch normalisation over {@code [batch, channels, height, width]}.
 *
 * @param epsilon is added to the variance
 */
record NormalizationSpec(long batch, long channels, long height, long width, double epsilon) {
    long[] shape() {
        return new long[] {batch, channels, height, width};
    }
}
