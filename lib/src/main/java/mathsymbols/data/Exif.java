package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** How a camera was held, as the Exif data of an image tell it. */
final class Exif {
    static final int ORIENTATION_TAG = 0x112;
    static final int UPRIGHT = 1;

    private Exif() {}

    /**
     * The orientation, {@code 1 … 8}; 1, which is upright, where the data tell none or are damaged.
     *
     * @param exif with or without the letters {@code Exif} before it
     */
    static int orientation(ByteBuffer exif) {
        try {
            int start = exif.get(0) == 'E' ? "Exif\0\0".length() : 0;
            ByteBuffer tiff = exif.slice(start, exif.limit() - start);
            return (int) TiffDirectory.of(tiff).first(ORIENTATION_TAG, UPRIGHT);
        } catch (IndexOutOfBoundsException | IllegalArgumentException damaged) {
            return UPRIGHT;
        }
    }

    /** Turns an image upright in place. */
    static void turn(Mat image, int orientation) {
        if (orientation >= 5 && orientation <= 8) {
            transpose(image, image);
        }
        switch (orientation) {
            case 2, 6 -> flip(image, image, 1);
            case 3, 7 -> flip(image, image, -1);
            case 4, 8 -> flip(image, image, 0);
            default -> {
                // upright already, or only transposed
            }
        }
    }
}
