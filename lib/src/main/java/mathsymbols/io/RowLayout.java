package mathsymbols.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where everything lies in a {@link RowFile}:
 *
 * <pre>
 * 0      head    one line of text (format, key, bytes of a row, number of rows), padded with zeros
 * 256    index   8 bytes for each block of 16 rows; zeros until the block is written
 * then   rows    one after the other, from a multiple of 4,096 on
 * </pre>
 *
 * A file whose first bytes are not exactly the expected head is another one, so nothing in it is ever parsed.
 *
 * @param key what the rows were made from, such as a SHA-256; no white space
 * @param rowBytes the length of a row
 * @param rows how many there are
 */
public record RowLayout(String key, int rowBytes, int rows) {
    private static final String FORMAT = "rows-1";
    private static final int HEAD = 256;
    private static final int ENTRY = Long.BYTES;
    private static final int PAGE = 4096;

    /** Rows that share one checksum; the last block of a file may have fewer. */
    public static final int BLOCK = 16;

    public RowLayout {
        if (rowBytes < 1 || rowBytes > Integer.MAX_VALUE / BLOCK || rows < 1) {
            throw new IllegalArgumentException("No file can have " + rows + " rows of " + rowBytes + " bytes");
        }
    }

    byte[] head() {
        String line = String.join(" ", FORMAT, key, Integer.toString(rowBytes), Integer.toString(rows)) + "\n";
        byte[] head = Arrays.copyOf(line.getBytes(StandardCharsets.UTF_8), HEAD);
        if (head[HEAD - 1] != 0) {
            throw new IllegalArgumentException("The key is too long: " + key);
        }
        return head;
    }

    int blocks() {
        return (rows + BLOCK - 1) / BLOCK;
    }

    /** The rows of a block; the last block may have fewer than the others. */
    IntStream rowsOf(int block) {
        return IntStream.range(block * BLOCK, Math.min(rows, (block + 1) * BLOCK));
    }

    int bytesOf(int block) {
        return (int) rowsOf(block).count() * rowBytes;
    }

    /** Where a block's entry in the index begins. */
    long entryAt(int block) {
        return HEAD + (long) block * ENTRY;
    }

    ByteBuffer emptyIndex() {
        return ByteBuffer.allocate(blocks() * ENTRY);
    }

    /** Where a block's rows begin. */
    long dataAt(int block) {
        long index = entryAt(blocks());
        return (index + PAGE - 1) / PAGE * PAGE + (long) block * BLOCK * rowBytes;
    }

    /** The length of the file, which it has from the beginning. */
    long size() {
        return dataAt(0) + (long) rows * rowBytes;
    }
}
