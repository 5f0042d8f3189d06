package mathsymbols.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

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

    /** A file, or the files of a folder, that a disk refuses: full, read-only or broken. */
    public static InputException unwritten(Path file, IOException e) {
        return new InputException(
                "%s cannot be written (%s): make room or mend that, and run again.".formatted(file, reason(e)), e);
    }

    /** What went wrong with a file, in words; the messages of {@link FileSystemException} are mere paths. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof EOFException) {
            return "it ends too early";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return Objects.requireNonNullElse(reason, e.getClass().getSimpleName());
    }
}
