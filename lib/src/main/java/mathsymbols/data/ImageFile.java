package mathsymbols.data;

import java.io.IOException;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * An image file whose head was looked over and found worth decoding: a decoder would allocate whatever size a hostile file
 * claims. The constructors throw {@link KindNotReadException} for a sound file that is not read, and other
 * {@link IOException}s or {@link RuntimeException}s for a damaged one.
 */
sealed interface ImageFile permits JpegFile, PngFile, GifFile, BmpFile, TiffFile, WebpFile {
    /** In pixels, as the file's rows lie. */
    int width();

    /** In pixels, as the file's rows lie. */
    int height();

    /** Width times height. */
    default long pixels() {
        return (long) width() * height();
    }

    /** The most memory that decoding takes, for each pixel. */
    int bytesPerPixel();

    /** How the camera was held, {@code 1 … 8} as Exif counts it; 1 is upright. */
    int orientation();

    /** What a reader should know of an image that is read nevertheless; each a clause such as {@code it lacks its end}. */
    List<String> remarks();

    /**
     * The pixels as the file's rows lie, to be closed by the caller.
     *
     * @return grey, blue-green-red or blue-green-red-alpha of 8 or 16 bits
     */
    Mat decode() throws IOException;

    /** Looks a file over. */
    static ImageFile of(ImageFormat format, byte[] file) throws IOException {
        return switch (format) {
            case JPEG -> JpegFile.of(file);
            case PNG -> PngFile.of(file);
            case GIF -> GifFile.of(file);
            case BMP -> BmpFile.of(file);
            case TIFF -> TiffFile.of(file);
            case WEBP -> WebpFile.of(file);
        };
    }
}
