package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A GIF image that does not move.
 *
 * @param left where the picture lies on its white screen, in pixels
 * @param top likewise
 */
record GifFile(byte[] file, int width, int height, int left, int top, List<String> remarks) implements ImageFile {
    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int END = 0x3b;

    static GifFile of(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(6);
        int width = bytes.getShort() & 0xffff;
        int height = bytes.getShort() & 0xffff;
        byte flags = bytes.get();
        skip(bytes, 2 + palette(flags));
        int images = 0;
        int left = 0;
        int top = 0;
        int block = bytes.get() & 255;
        while (block != END) {
            if (block == IMAGE) {
                if (++images > 1) {
                    throw new KindNotReadException("an animated GIF image");
                }
                left = bytes.getShort() & 0xffff;
                top = bytes.getShort() & 0xffff;
                width = Math.max(width, left + (bytes.getShort() & 0xffff));
                height = Math.max(height, top + (bytes.getShort() & 0xffff));
                skip(bytes, palette(bytes.get()));
            } else if (block != EXTENSION) {
                throw new IOException("an unknown block");
            }
            bytes.get(); // the label of an extension, the first size of a code
            skipBlocks(bytes);
            if (images > 0 && !bytes.hasRemaining()) {
                return new GifFile(file, width, height, left, top, List.of("it lacks its end marker"));
            }
            block = bytes.get() & 255;
        }
        return new GifFile(file, width, height, left, top, List.of());
    }

    private static int palette(byte flags) {
        return flags < 0 ? 3 << (flags & 7) + 1 : 0;
    }

    private static void skipBlocks(ByteBuffer bytes) {
        for (int length = bytes.get() & 255; length > 0; length = bytes.get() & 255) {
            skip(bytes, length);
        }
    }

    private static void skip(ByteBuffer bytes, int length) {
        bytes.position(bytes.position() + length);
    }

    /** A palette's index, and the picture made of it. */
    @Override
    public int bytesPerPixel() {
        return 1 + 2 * Images.CHANNELS;
    }

    @Override
    public int orientation() {
        return Exif.UPRIGHT;
    }

    @Override
    public Mat decode() throws IOException {
        try (Mat picture = JavaDecoder.decode("gif", file, pixels(), JavaDecoder.Alpha.AS_STATED);
                Rect place = new Rect(left, top, picture.cols(), picture.rows());
                Scalar white = Scalar.all(255)) {
            Mat screen = new Mat(height, width, CV_8UC3, white);
            try (Mat part = screen.apply(place)) {
                picture.copyTo(part);
            }
            return screen;
        }
    }
}
