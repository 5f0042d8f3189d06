package mathsymbols.data;

import java.io.IOException;

/** A sound image of a kind that is not read. */
final class KindNotReadException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param kind such as {@code an animated WebP image} */
    KindNotReadException(String kind) {
        super(kind);
    }
}
