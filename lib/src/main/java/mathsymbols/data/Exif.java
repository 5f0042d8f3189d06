package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How a camera was held, as the Exif data of PNG and WebP files tell it. OpenCV itself turns JPEG and TIFF images upright
 * but passes these two over where it keeps their transparency.
 */
final class Exif {
    private static final int ORIENTATION_TAG = 0x112;
    private static final int UPRIGHT = 1;

    private Exif() {}

    /** The orientation, {@code 1 … 8} as Exif counts them; 1, which is upright, where the file tells none. */
    static int orientation(byte[] file, ImageFormat format) {
        try {
            return switch (format) {
                case PNG -> inChunks(ByteBuffer.wrap(file).position(8), "eXIf", 4);
                case WEBP ->
                    inChunks(
                            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(12), "EXIF", 0);
                default -> UPRIGHT;
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException damaged) {
            return UPRIGHT;
        }
    }

    /** PNG puts the length before the type and a checksum last; WebP begins with the type and fills up to even lengths. */
    private static int inChunks(ByteBuffer file, String wanted, int checksum) {
        while (file.remaining() >= 8) {
            boolean png = checksum > 0;
            int length = png ? file.getInt() : 0;
            byte[] type = new byte[4];
            file.get(type);
            length = png ? length : file.getInt();
            if (length < 0) {
                break;
            }
            if (new String(type, StandardCharsets.US_ASCII).equals(wanted)) {
                return orientation(file.slice(file.position(), length));
            }
            file.position(file.position() + length + (png ? checksum : length % 2));
        }
        return UPRIGHT;
    }

    private static int orientation(ByteBuffer exif) {
        int start = exif.get(0) == 'E' ? "Exif\0\0".length() : 0;
        exif.order(exif.get(start) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        exif.position(start + exif.getInt(start + 4));
        for (int entries = exif.getShort(); entries > 0; entries--) {
            int tag = exif.getShort();
            exif.position(exif.position() + 6);
            int value = exif.getShort();
            exif.getShort();
            if (tag == ORIENTATION_TAG) {
                return value;
            }
        }
        return UPRIGHT;
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
