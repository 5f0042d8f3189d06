package mathsymbols.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What an image file says about itself before it is decoded: the decoder would allocate whatever size a hostile file
 * claims, and fills the rest of a cut-off JPEG with grey without a word.
 */
record ImageHeader(boolean jpeg) {
    private static final Set<String> FORMATS = Set.of("jpeg", "png", "bmp");
    private static final long MOST_PIXELS = 100_000_000;

    static ImageHeader check(byte[] file, String name) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unknown(name);
            }
            ImageReader reader = readers.next();
            String format = reader.getFormatName().toLowerCase(Locale.ROOT);
            if (!FORMATS.contains(format)) {
                throw unknown(name);
            }
            reader.setInput(in);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            reader.dispose();
            if (pixels > MOST_PIXELS) {
                throw new InputException(
                        "%s has %,d megapixels: make it smaller than 100.".formatted(name, pixels / 1_000_000));
            }
            boolean jpeg = format.equals("jpeg");
            if (jpeg && !ends(file)) {
                throw damaged(name);
            }
            return new ImageHeader(jpeg);
        } catch (IOException e) {
            throw damaged(name);
        }
    }

    /** Whether a JPEG has its end marker, after which a camera may have put something of its own. */
    private static boolean ends(byte[] file) {
        for (int i = file.length - 2; i > 0; i--) {
            if (file[i] == (byte) 0xff && file[i + 1] == (byte) 0xd9) {
                return true;
            }
        }
        return false;
    }

    static InputException damaged(String name) {
        return new InputException(name + " is damaged or cut off: replace it or take it away.");
    }

    private static InputException unknown(String name) {
        return new InputException(name + " is not a JPEG, PNG or BMP image: convert it or take it away.");
    }
}
