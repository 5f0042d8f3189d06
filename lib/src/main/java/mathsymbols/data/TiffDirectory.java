package mathsymbols.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF file, or of Exif data, which are laid out alike (TIFF 6.0, section 2).
 *
 * @param values of each tag that holds whole numbers; a tag whose values lie outside of the file is left out
 * @param more whether another directory follows
 */
record TiffDirectory(Map<Integer, long[]> values, boolean more) {
    private static final int ENTRY = 12;

    /** @throws RuntimeException if the directory does not lie within {@code tiff} */
    static TiffDirectory of(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int start = tiff.getInt(4);
        int entries = tiff.getShort(start) & 0xffff;
        Map<Integer, long[]> values = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            int entry = start + 2 + i * ENTRY;
            if (entry + ENTRY > tiff.limit()) {
                break;
            }
            int size =
                    switch (tiff.getShort(entry + 2)) {
                        case 1, 7 -> 1;
                        case 3 -> 2;
                        case 4 -> 4;
                        default -> 0;
                    };
            long count = Integer.toUnsignedLong(tiff.getInt(entry + 4));
            long at = count * size <= 4 ? entry + 8 : Integer.toUnsignedLong(tiff.getInt(entry + 8));
            if (size > 0 && at + count * size <= tiff.limit()) {
                values.putIfAbsent(tiff.getShort(entry) & 0xffff, numbers(tiff, (int) at, (int) count, size));
            }
        }
        int next = start + 2 + entries * ENTRY;
        return new TiffDirectory(values, next + 4 <= tiff.limit() && tiff.getInt(next) != 0);
    }

    private static long[] numbers(ByteBuffer tiff, int at, int count, int size) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (size) {
                case 1 -> tiff.get(at + i) & 0xff;
                case 2 -> tiff.getShort(at + 2 * i) & 0xffff;
                default -> Integer.toUnsignedLong(tiff.getInt(at + 4 * i));
            };
        }
        return numbers;
    }

    /** The first value of a tag. */
    long first(int tag, long otherwise) {
        long[] numbers = all(tag);
        return numbers.length == 0 ? otherwise : numbers[0];
    }

    /** All values of a tag; none if it is not there. */
    long[] all(int tag) {
        return values.getOrDefault(tag, new long[0]);
    }
}
