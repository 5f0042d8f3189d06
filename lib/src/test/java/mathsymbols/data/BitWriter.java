package mathsymbols.data;

import java.io.ByteArrayOutputStream;

/** Packs numbers of few bits into bytes, the highest bit first; the last byte is filled up with zeros. */
final class BitWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pending;
    private int count;

    void put(int value, int bits) {
        for (int bit = bits - 1; bit >= 0; bit--) {
            pending = pending << 1 | value >> bit & 1;
            if (++count == 8) {
                bytes.write(pending);
                count = 0;
                pending = 0;
            }
        }
    }

    byte[] bytes() {
        while (count != 0) {
            put(0, 1);
        }
        return bytes.toByteArray();
    }
}
