package mathsymbols.train;

/** A fit whose loss became NaN or infinite. A search counts such a trial as invalid, whoever ran it. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence: where it happened and what to do */
    public DivergedException(String message) {
        super(message);
    }
}
