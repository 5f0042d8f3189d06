package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.minMaxLoc;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
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
        if (pixels.channels() == Images.CHANNELS) {
            return pixels;
        }
        Mat onWhite = new Mat();
        if (pixels.channels() == 1) {
            cvtColor(pixels, onWhite, COLOR_GRAY2BGR);
        } else if (isOpaque(pixels)) {
            cvtColor(pixels, onWhite, COLOR_BGRA2BGR);
        } else {
            onWhite.create(pixels.rows(), pixels.cols(), CV_8UC3);
            blend(pixels, onWhite);
        }
        pixels.close();
        return onWhite;
    }

    private static boolean isOpaque(Mat pixels) {
        try (Mat alpha = new Mat();
                DoublePointer least = new DoublePointer(1)) {
            extractChannel(pixels, alpha, 3);
            minMaxLoc(alpha, least, null, null, null, null);
            return least.get() == 255;
        }
    }

    private static void blend(Mat pixels, Mat onWhite) {
        int block = Math.max(1, BLOCK / (pixels.cols() * 4));
        for (int y = 0; y < pixels.rows(); y += block) {
            int count = Math.min(block, pixels.rows() - y) * pixels.cols();
            byte[] from = new byte[4 * count];
            byte[] to = new byte[Images.CHANNELS * count];
            BytePointer source = pixels.ptr(y);
            source.get(from);
            for (int pixel = 0; pixel < count; pixel++) {
                int alpha = from[4 * pixel + 3] & 255;
                for (int channel = 0; channel < Images.CHANNELS; channel++) {
                    byte value = from[4 * pixel + channel];
                    to[Images.CHANNELS * pixel + channel] = blend(value & 255, alpha);
                }
            }
            onWhite.ptr(y).put(to);
        }
    }
}
