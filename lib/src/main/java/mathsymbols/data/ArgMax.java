package mathsymbols.data;

/** Where the greatest of several values is: of logits or probabilities the prediction, of a one-hot row the label. */
public final class ArgMax {
    private ArgMax() {}

    /** The index of the greatest value; of equals the first, as {@code numpy.argmax}. */
    public static int of(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
