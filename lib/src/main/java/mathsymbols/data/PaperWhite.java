package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Puts decoded pixels on white paper: transparent parts show it. */
final class PaperWhite {
    /** Rows are copied out of OpenCV by this number of bytes, which bounds the memory on Java's side. */
    private static final int BLOCK = 4_000_000;

    private PaperWhite() {}

    /** A value on white paper, both 0 … 255. */
    static byte blend(int value, int alpha) {
        return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    /**
     * @param pixels grey, blue-green-red or blue-green-red-alpha of 8 or 16 bits; closed here unless returned
     * @return blue-green-red of 8 bits
     */
    static Mat of(Mat pixels) throws IOException {
        if (pixels.depth() == CV_16U) {
            pixels.convertTo(pixels, CV_8U, 1.0 / 257, 0);
        }
        if (pixels.depth() != CV_8U) {
            throw new IOException("its values are neither 8 nor 16 bits");
        }
        int channels = pixels.channels();
        if (channels == Images.CHANNELS) {
            return pixels;
        }
        Mat onWhite = new Mat(pixels.rows(), pixels.cols(), CV_8UC3);
        int block = Math.max(1, BLOCK / (pixels.cols() * channels));
        for (int y = 0; y < pixels.rows(); y += block) {
            int rows = Math.min(block, pixels.rows() - y);
            byte[] from = new byte[rows * pixels.cols() * channels];
            byte[] to = new byte[rows * pixels.cols() * Images.CHANNELS];
            BytePointer source = pixels.ptr(y);
            source.get(from);
            for (int i = 0; i < to.length; i++) {
                int pixel = i / Images.CHANNELS * channels;
                int value = from[channels < Images.CHANNELS ? pixel : pixel + i % Images.CHANNELS] & 255;
                to[i] = blend(value, channels == 4 ? from[pixel + 3] & 255 : 255);
            }
            onWhite.ptr(y).put(to);
        }
        pixels.close();
        return onWhite;
    }
}
