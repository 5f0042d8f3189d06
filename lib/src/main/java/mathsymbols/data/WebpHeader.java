package mathsymbols.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import mathsymbols.io.InputException;

/** The size of a WebP image, which the JDK cannot read; developers.google.com/speed/webp/docs/riff_container. */
final class WebpHeader {
    private static final int LENGTH = 30;

    private WebpHeader() {}

    static boolean begins(byte[] file) {
        return file.length >= 12
                && text(file, 0).equals("RIFF")
                && text(file, 8).equals("WEBP");
    }

    /** @throws InputException if the file is cut off or of no known kind */
    static long pixels(byte[] file, String name) {
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        boolean whole = file.length >= LENGTH && file.length >= 8L + Integer.toUnsignedLong(header.getInt(4));
        if (!whole) {
            throw ImageFormat.damaged(name, null);
        }
        return switch (text(file, 12)) {
            case "VP8 " -> (long) (header.getShort(26) & 0x3fff) * (header.getShort(28) & 0x3fff);
            case "VP8L" -> (1L + (header.getInt(21) & 0x3fff)) * (1 + (header.getInt(21) >> 14 & 0x3fff));
            case "VP8X" -> (1L + (header.getInt(24) & 0xffffff)) * (1 + (header.getInt(26) >>> 8));
            default -> throw ImageFormat.damaged(name, null);
        };
    }

    private static String text(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.US_ASCII);
    }
}
