package mathsymbols.data;

/**
 * Something that was given (a path, an archive, an image, a disk too small) cannot be used. The message is one sentence
 * for the reader of a terminal: what is wrong, with which file, and what to do about it. Command lines print only it.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
