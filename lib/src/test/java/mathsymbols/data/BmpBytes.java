package mathsymbols.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes BMP files as Windows' documentation of {@code BITMAPINFOHEADER} and its relatives has them. */
record BmpBytes(int header, int bits, int compression, boolean topDown, int[] masks) {
    /**
     * @param pixels the numbers of {@code bits} bits, row by row from the top
     * @param palette of {@code 0xRRGGBB}
     */
    byte[] write(int[][] pixels, int... palette) {
        BitWriter all = new BitWriter();
        for (int i = 0; i < pixels.length; i++) {
            BitWriter row = new BitWriter();
            for (int pixel : pixels[topDown ? i : pixels.length - 1 - i]) {
                if (bits <= 8) {
                    row.put(pixel, bits);
                } else {
                    for (int shift = 0; shift < bits; shift += 8) {
                        row.put(pixel >> shift & 255, 8);
                    }
                }
            }
            byte[] bytes = row.bytes();
            for (byte value : bytes) {
                all.put(value, 8);
            }
            all.put(0, (4 - bytes.length % 4) % 4 * 8);
        }
        return file(pixels[0].length, pixels.length, all.bytes(), palette);
    }

    /** @param data the rows, packed already */
    byte[] file(int width, int height, byte[] data, int... palette) {
        int outside = header == 40 ? 4 * masks.length : 0;
        int entry = header == 12 ? 3 : 4;
        int offset = 14 + header + outside + palette.length * entry;
        ByteBuffer file = ByteBuffer.allocate(offset + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B')
                .put((byte) 'M')
                .putInt(file.capacity())
                .putInt(0)
                .putInt(offset)
                .putInt(header);
        if (header == 12) {
            file.putShort((short) width)
                    .putShort((short) height)
                    .putShort((short) 1)
                    .putShort((short) bits);
        } else {
            file.putInt(width)
                    .putInt(topDown ? -height : height)
                    .putShort((short) 1)
                    .putShort((short) bits);
            file.putInt(compression)
                    .putInt(data.length)
                    .putInt(2835)
                    .putInt(2835)
                    .putInt(palette.length)
                    .putInt(0);
            for (int mask : masks) {
                file.putInt(mask);
            }
            if (header > 40) {
                file.position(70).putInt(0x73524742); // the colours of sRGB
            }
            file.position(14 + header + outside);
        }
        for (int colour : palette) {
            file.put((byte) colour).put((byte) (colour >> 8)).put((byte) (colour >> 16));
            file.put(new byte[entry - 3]);
        }
        return file.put(data).array();
    }
}
