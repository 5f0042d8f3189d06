package mathsymbols.predict;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.max;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.medianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Takes the paper out of a photo, whatever its colour and however it is lit. Paper is what the median of a window of a
 * quarter of the photo shows, since strokes never fill half of it; ink is how much darker than that a pixel is in the
 * channel where it is darkest, which sees blue and red pens as well as black ones.
 */
final class Paper {
    /** The side of the copy in which the paper is looked for, and of the window, in pixels. */
    private static final int COARSE = 100;

    private static final int WINDOW = 25;
    /** Paper darker than this counts as this dark, so that noise is not amplified. */
    private static final double DARKEST = 64;
    /** Only where all is darker than this on average can the strokes be light. */
    private static final double BOARD = 128;

    private Paper() {}

    /**
     * @param photo blue, green and red
     * @return of the photo's size, 0 (paper) to 255 (black); a photo of light strokes on dark is taken as its negative
     */
    static Mat removedFrom(Mat photo) {
        Mat dark = contrast(photo);
        if (isLight(photo)) {
            return dark;
        }
        Mat negative = new Mat();
        bitwise_not(photo, negative);
        Mat light = contrast(negative);
        return peakedness(dark) >= peakedness(light) ? dark : light;
    }

    private static Mat contrast(Mat photo) {
        MatVector channels = new MatVector();
        split(photo, channels);
        Mat most = new Mat(photo.size(), CV_8U, Scalar.all(0));
        for (Mat channel : channels.get()) {
            Mat paper = paper(channel);
            Mat missing = new Mat();
            subtract(paper, channel, missing);
            max(paper, new Mat(paper.size(), CV_8U, Scalar.all(DARKEST)), paper);
            divide(missing, paper, missing, 255, CV_8U);
            max(most, missing, most);
        }
        return most;
    }

    private static Mat paper(Mat channel) {
        double scale = (double) COARSE / Math.max(channel.cols(), channel.rows());
        Mat paper = new Mat();
        resize(channel, paper, OpenCvImages.size(channel.cols() * scale, channel.rows() * scale), 0, 0, INTER_AREA);
        medianBlur(paper, paper, WINDOW);
        resize(paper, paper, channel.size(), 0, 0, INTER_LINEAR);
        return paper;
    }

    private static boolean isLight(Mat photo) {
        Scalar mean = mean(photo);
        return mean.get(0) + mean.get(1) + mean.get(2) > 3 * BOARD;
    }

    /** The fourth moment, which a little ink raises more than the wide but faint edges of a shadow. */
    private static double peakedness(Mat contrast) {
        Mat power = new Mat();
        multiply(contrast, contrast, power, 1, CV_32F);
        multiply(power, power, power);
        return mean(power).get(0);
    }
}
