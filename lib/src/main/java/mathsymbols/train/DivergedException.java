package mathsymbols.train;

/** A fit whose loss became NaN or infinite. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(int epoch, String where, String learningRate) {
        super("The loss is no longer a finite number in epoch " + epoch + ", " + where + ", at a learning rate of "
                + learningRate + ": try a smaller one.");
    }
}
