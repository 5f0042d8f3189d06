package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A symbol as the small reader sees it: {@code [1, 48, 48]}, row by row, from 0 (white paper) to 1 (black ink). It is made
 * from an image of any size:
 *
 * <ol>
 *   <li>An image that is more than {@value #LONGEST} times as long as it is wide is put in the middle of a square of paper,
 *       since a strip that is stretched to a square can no longer be read. Others are stretched, as the report stretches.
 *   <li>Each value is the mean of the pixels that it covers.
 *   <li>Luminance, red, green or blue: the one that varies most is kept, so that a coloured symbol is seen as well as a
 *       black one; of equals, luminance.
 *   <li>Most of an image is paper. Where the symbol is the lighter of the two, all is inverted.
 * </ol>
 *
 * @param values 48 × 48 of them, 0 … 1
 */
public record Glyph(float[] values) {
    /** Values a row, and rows. */
    public static final int SIDE = 48;

    /** How many values there are. */
    public static final int VALUES = SIDE * SIDE;

    static final double LONGEST = 1.5;

    /** Of one glyph: {@code [1, 48, 48]}. */
    static long[] shape() {
        return new long[] {1, SIDE, SIDE};
    }

    /** @param image of any size and type; transparent parts count as white */
    public static Glyph of(BufferedImage image) {
        BufferedImage opaque = Images.opaque(image);
        try (BytePointer bytes = new BytePointer(Images.bytes(opaque));
                Mat pixels = new Mat(opaque.getHeight(), opaque.getWidth(), CV_8UC3, bytes)) {
            return of(pixels);
        }
    }

    /** One image of a set, which is 224 × 224 and keeps nothing of how long it was. */
    static Glyph of(ImageSet images, int index) {
        return of(images.image(index));
    }

    private static Glyph of(Mat bgr) {
        try (Mat exact = new Mat()) {
            bgr.convertTo(exact, CV_32FC3);
            square(exact);
            return new Glyph(ink(clearest(means(exact))));
        }
    }

    private static void square(Mat pixels) {
        int width = pixels.cols();
        int height = pixels.rows();
        int side = Math.max(width, height);
        if (side <= LONGEST * Math.min(width, height)) {
            return;
        }
        double[] paper = paper(pixels);
        try (Scalar colour = new Scalar(paper[0], paper[1], paper[2], 0)) {
            int above = (side - height) / 2;
            int left = (side - width) / 2;
            copyMakeBorder(
                    pixels, pixels, above, side - height - above, left, side - width - left, BORDER_CONSTANT, colour);
        }
    }

    /** The median of each channel, which is paper's, since symbols cover less than half of it. */
    private static double[] paper(Mat pixels) {
        float[] values = means(pixels);
        double[] paper = new double[Images.CHANNELS];
        for (int channel = 0; channel < paper.length; channel++) {
            paper[channel] = sorted(channel(values, channel))[VALUES / 2];
        }
        return paper;
    }

    /** 48 × 48 times blue, green and red, 0 … 255: each the mean of the pixels that it covers. */
    private static float[] means(Mat pixels) {
        try (Mat small = new Mat();
                Size size = new Size(SIDE, SIDE)) {
            resize(pixels, small, size, 0, 0, INTER_AREA);
            float[] values = new float[VALUES * Images.CHANNELS];
            new FloatPointer(small.data()).get(values);
            return values;
        }
    }

    /** The one of luminance, blue, green and red (0 … 255) that varies most. */
    private static float[] clearest(float[] bgr) {
        float[] clearest = luminance(bgr);
        double most = variance(clearest);
        for (int channel = 0; channel < Images.CHANNELS; channel++) {
            float[] values = channel(bgr, channel);
            double variance = variance(values);
            if (variance > most) {
                clearest = values;
                most = variance;
            }
        }
        return clearest;
    }

    /** Light is 0 and dark 1 where paper is light, and the other way round where it is dark. */
    private static float[] ink(float[] light) {
        float[] sorted = sorted(light);
        float paper = sorted[VALUES / 2];
        boolean lightOnDark = sorted[VALUES - 1] - paper > paper - sorted[0];
        float[] ink = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            float value = (lightOnDark ? light[i] : 255 - light[i]) / 255;
            ink[i] = Math.max(0, Math.min(1, value)); // a mean of white pixels may be off by rounding
        }
        return ink;
    }

    /** ITU-R BT.601, as in JPEG. */
    private static float[] luminance(float[] bgr) {
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = 0.114f * bgr[3 * i] + 0.587f * bgr[3 * i + 1] + 0.299f * bgr[3 * i + 2];
        }
        return values;
    }

    private static float[] channel(float[] bgr, int channel) {
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = bgr[Images.CHANNELS * i + channel];
        }
        return values;
    }

    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double variance(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        return squares / values.length - sum * sum / values.length / values.length;
    }
}
