package mathsymbols.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import mathsymbols.io.InputException;

/**
 * The image formats that are read, and a look at a file before OpenCV decodes it: OpenCV would allocate whatever size a
 * hostile file claims, and decodes a JPEG that is damaged or cut off without telling.
 */
enum ImageFormat {
    JPEG,
    PNG,
    BMP,
    TIFF,
    WEBP;

    private static final long MOST_PIXELS = 100_000_000;

    /**
     * The format of a file that may be decoded.
     *
     * @param name how messages name the file
     * @throws InputException if the format is none of these, the image too large, its head damaged, or it is a damaged JPEG
     */
    static ImageFormat check(byte[] file, String name) {
        if (WebpHeader.begins(file)) {
            checkSize(WebpHeader.pixels(file, name), name);
            return WEBP;
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unknown(name);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return check(reader, file, name);
            } finally {
                reader.dispose();
            }
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(name, e);
        }
    }

    private static ImageFormat check(ImageReader reader, byte[] file, String name) throws IOException {
        ImageFormat format =
                switch (reader.getFormatName().toLowerCase(Locale.ROOT)) {
                    case "jpeg" -> JPEG;
                    case "png" -> PNG;
                    case "bmp" -> BMP;
                    case "tif", "tiff" -> TIFF;
                    default -> throw unknown(name);
                };
        checkSize((long) reader.getWidth(0) * reader.getHeight(0), name);
        if (format == JPEG) {
            checkJpeg(reader, file, name);
        }
        return format;
    }

    private static void checkSize(long pixels, String name) {
        if (pixels > MOST_PIXELS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d megapixels: make it smaller than %d.",
                    name,
                    pixels / 1_000_000,
                    MOST_PIXELS / 1_000_000));
        }
    }

    /**
     * Decodes once with the JDK's reader, which reports what libjpeg mends; ten images take a millisecond or two. A JPEG
     * carries no checksum, so damage that still makes sense to a decoder passes. Cameras are known for bytes too many.
     */
    private static void checkJpeg(ImageReader reader, byte[] file, String name) throws IOException {
        List<String> damage = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            boolean harmless = warning.contains("extraneous bytes");
            if (!harmless && (warning.startsWith("Corrupt JPEG data") || warning.startsWith("Truncated File"))) {
                damage.add(warning);
            }
        });
        ImageReadParam sparse = reader.getDefaultReadParam();
        sparse.setSourceSubsampling(16, 16, 0, 0);
        boolean cmyk = reader.readRaster(0, sparse).getNumBands() == 4;
        if (!damage.isEmpty()) {
            throw new IOException(damage.get(0));
        }
        // Adobe's programs write CMYK upside down and say so; OpenCV takes it for granted.
        if (cmyk && !new String(file, StandardCharsets.ISO_8859_1).contains("Adobe")) {
            throw new InputException(name + " is a CMYK image of an unknown kind: save it as RGB.");
        }
    }

    static InputException damaged(String name, Exception cause) {
        return new InputException(name + " is damaged or cut off: replace it or take it away.", cause);
    }

    private static InputException unknown(String name) {
        return new InputException(name + " is not a JPEG, PNG, BMP, TIFF or WebP image: convert it or take it away.");
    }
}
