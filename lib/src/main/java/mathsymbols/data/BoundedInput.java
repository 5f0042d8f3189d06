package mathsymbols.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A file for a reader of Java's Image I/O. The WebP reader takes what lies behind a file's end for zeros, and a damaged
 * file can make it do so for ever; here that ends.
 */
final class BoundedInput extends MemoryCacheImageInputStream {
    private static final long LEAST = 100_000;

    /** A sound file of one colour, whose pixels take no bits, is asked beyond its end once a pixel or a little more. */
    private static final long PER_PIXEL = 8;

    private final EOFException end = new EOFException();
    private final int length;
    private long left;

    BoundedInput(byte[] file, long pixels) {
        super(new ByteArrayInputStream(file));
        this.length = file.length;
        this.left = LEAST + PER_PIXEL * pixels;
    }

    @Override
    public long readLong() throws IOException {
        requireBytes(Long.BYTES);
        return super.readLong();
    }

    @Override
    public byte readByte() throws IOException {
        requireBytes(1);
        return super.readByte();
    }

    private void requireBytes(int bytes) throws IOException {
        if (length - streamPos < bytes) {
            if (--left < 0) {
                throw new IOException("it is read far beyond its end");
            }
            throw end; // one for all: making an exception takes longer than everything else here
        }
    }
}
