package mathsymbols.data;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageReader;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A WebP image that does not move; developers.google.com/speed/webp/docs/riff_container.
 *
 * @param file without what does not change its pixels
 */
record WebpFile(byte[] file, int width, int height, int orientation) implements ImageFile {
    private static final int LENGTH = 30;
    private static final int FLAGS = 20;
    private static final int ANIMATION = 0x02;
    private static final int ALPHA = 0x10;
    private static final Set<String> PIXELS = Set.of("VP8X", "ALPH", "VP8 ", "VP8L");

    static WebpFile of(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < LENGTH || file.length < 8L + Integer.toUnsignedLong(bytes.getInt(4))) {
            throw new IOException("it is cut off");
        }
        ByteBuffer image = ByteBuffer.allocate(file.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        image.put(file, 0, 12);
        int orientation = Exif.UPRIGHT;
        bytes.position(12);
        while (bytes.remaining() >= 8) {
            int start = bytes.position();
            String type = type(file, start);
            int length = bytes.getInt(start + 4);
            boolean whole = length >= 0 && length <= bytes.remaining() - 8;
            if (PIXELS.contains(type)) {
                if (!whole) {
                    throw new IOException("a chunk is cut off");
                }
                image.put(file, start, 8 + length).put(new byte[length % 2]);
            } else if (!whole) {
                break;
            } else if (type.equals("EXIF")) {
                orientation = Exif.orientation(bytes.slice(start + 8, length));
            }
            bytes.position(Math.min(start + 8 + length + length % 2, file.length));
        }
        image.putInt(4, image.position() - 8);
        String first = type(file, 12);
        if (first.equals("VP8X")) {
            if ((bytes.get(FLAGS) & ANIMATION) != 0) {
                throw new KindNotReadException("an animated WebP image");
            }
            image.put(FLAGS, (byte) (bytes.get(FLAGS) & ALPHA));
        }
        byte[] pixels = Arrays.copyOf(image.array(), image.position());
        return switch (first) {
            case "VP8 " -> new WebpFile(pixels, bytes.getShort(26) & 0x3fff, bytes.getShort(28) & 0x3fff, orientation);
            case "VP8L" ->
                new WebpFile(
                        pixels, 1 + (bytes.getInt(21) & 0x3fff), 1 + (bytes.getInt(21) >> 14 & 0x3fff), orientation);
            case "VP8X" ->
                new WebpFile(pixels, 1 + (bytes.getInt(24) & 0xffffff), 1 + (bytes.getInt(26) >>> 8), orientation);
            default -> throw new IOException("its first chunk is unknown");
        };
    }

    private static String type(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }

    /** Colours and alpha, the decoder's own planes, and the picture made of them. */
    @Override
    public int bytesPerPixel() {
        return 8 + Images.CHANNELS;
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public Mat decode() throws IOException {
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        return JavaDecoder.decode(reader, file, pixels(), JavaDecoder.Alpha.AS_STATED);
    }
}
