package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.opencv.opencv_core.Mat;

/** A JPEG image of 8 bits with one, three or four components, coded by Huffman's method, in one scan or several. */
record JpegFile(JpegSegments segments) implements ImageFile {
    private static final int MOST_SCANS = 100;

    /** Each scan walks over all pixels; this many take two or three seconds. */
    static final long MOST_WORK = 700_000_000;

    static JpegFile of(byte[] file) throws IOException {
        JpegSegments segments = JpegSegments.of(file);
        long work = (long) segments.scans() * segments.width() * segments.height();
        if (segments.scans() > MOST_SCANS || segments.scans() > 1 && work > MOST_WORK) {
            throw new KindNotReadException("a JPEG image of " + segments.scans() + " scans");
        }
        if (segments.components() == 4 && !segments.adobe()) {
            // Adobe's programs write CMYK upside down and say so; what others mean cannot be known.
            throw new KindNotReadException("a CMYK image of an unknown kind");
        }
        return new JpegFile(segments);
    }

    @Override
    public int width() {
        return segments.width();
    }

    @Override
    public int height() {
        return segments.height();
    }

    /** Of several scans the decoder keeps all coefficients, 2 bytes each. */
    @Override
    public int bytesPerPixel() {
        return Images.CHANNELS + (segments.scans() > 1 ? 2 * segments.components() : 0);
    }

    @Override
    public int orientation() {
        return segments.orientation();
    }

    @Override
    public List<String> remarks() {
        return segments.ended() ? List.of() : List.of("it lacks its end marker");
    }

    @Override
    public Mat decode() throws IOException {
        byte[] image = segments.image();
        check(image);
        return OpenCvDecoder.decode(image, IMREAD_COLOR | IMREAD_IGNORE_ORIENTATION);
    }

    /**
     * Decodes once with the JDK's reader, which reports what libjpeg mends; ten images take a millisecond or two. A JPEG
     * carries no checksum, so damage that still makes sense to a decoder passes. Cameras are known for bytes too many.
     */
    private static void check(byte[] image) throws IOException {
        List<String> damage = new ArrayList<>();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> {
                boolean harmless = warning.contains("extraneous bytes");
                if (!harmless && (warning.startsWith("Corrupt JPEG data") || warning.startsWith("Truncated File"))) {
                    damage.add(warning);
                }
            });
            ImageReadParam sparse = reader.getDefaultReadParam();
            sparse.setSourceSubsampling(16, 16, 0, 0);
            reader.readRaster(0, sparse);
        } finally {
            reader.dispose();
        }
        if (!damage.isEmpty()) {
            throw new IOException(damage.get(0));
        }
    }
}
