package mathsymbols.tune;

/** A search in which three trials in a row failed. The message gives the reasons. */
public final class SearchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SearchFailedException(String message) {
        super(message);
    }
}
