package mathsymbols.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** Some neighbouring rows of a {@link RowFile} on their way into it, to be filled by one thread. */
public final class RowBlock {
    private final RowLayout layout;
    private final int number;
    private final ByteBuffer bytes;
    private int failed;

    RowBlock(RowLayout layout, int number) {
        this.layout = layout;
        this.number = number;
        this.bytes = ByteBuffer.allocate(layout.bytesOf(number));
    }

    /** The places of its rows in the file. */
    public IntStream rows() {
        return layout.rowsOf(number);
    }

    /** The memory of all its rows, one after the other. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** Fills one row. */
    public void set(int row, byte[] values) {
        bytes.put(offset(row), values);
    }

    /** Notes that a row cannot be made, and why. The words stand in the row's place, cut off where it ends. */
    public void fail(int row, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        bytes.put(offset(row), words, 0, Math.min(words.length, layout.rowBytes()));
        failed |= 1 << row % RowLayout.BLOCK;
    }

    private int offset(int row) {
        return row % RowLayout.BLOCK * layout.rowBytes();
    }

    int number() {
        return number;
    }

    /** What the index says of the block. */
    long entry() {
        return entry(number, failed, bytes());
    }

    /** Bit 63 is set in every written entry, bits 32 … 47 tell which rows failed, and the lower 32 are a CRC-32C. */
    private static long entry(int number, int failed, ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putInt(number).putInt(failed).flip());
        crc.update(bytes);
        return Long.MIN_VALUE | (long) failed << 32 | crc.getValue();
    }

    static boolean isWritten(long entry) {
        return entry < 0;
    }

    static boolean isFailed(long entry, int row) {
        return (entry >>> 32 & 1 << row % RowLayout.BLOCK) != 0;
    }

    /** Whether a block's bytes are those that its entry was made from. */
    static boolean isSound(long entry, int number, ByteBuffer bytes) {
        return isWritten(entry) && entry == entry(number, (int) (entry >>> 32) & 0xffff, bytes);
    }
}
