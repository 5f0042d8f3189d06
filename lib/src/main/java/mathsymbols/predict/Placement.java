package mathsymbols.predict;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.erode;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import mathsymbols.data.Images;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Puts a symbol where the training images have theirs, as large and with strokes as wide. The figures are medians over
 * 2,280 training images, 120 of each class, in shares of the image's side.
 */
final class Placement {
    /** Everything happens at four times the final size, so that edges come out smooth. */
    private static final int SIDE = 4 * Images.SIZE;

    private static final double LONGEST = 0.625;
    private static final double STROKE = 0.045;
    private static final double DOT = 0.13;
    private static final double DOT_CENTRE = 0.79;
    /** A piece this many strokes long or shorter is a dot. */
    private static final double DOT_STROKES = 3;
    /** A stroke loses at most this share of its width, so that thin parts do not break. */
    private static final double MOST_EROSION = 0.4;

    private Placement() {}

    /**
     * @param ink 255 where there is ink, else 0
     * @return 224 × 224, of the same kind but with soft edges
     */
    static Mat of(Mat ink) {
        Mat page = new Mat(SIDE, SIDE, CV_8U, Scalar.all(0));
        Rect box = boundingRect(ink);
        if (box.width() > 0) {
            Mat symbol = new Mat(ink, box);
            double longest = Math.max(box.width(), box.height());
            boolean dot = longest <= DOT_STROKES * StrokeDetector.width(symbol);
            Mat scaled = scaled(symbol, (dot ? DOT : LONGEST) * SIDE / longest);
            int left = (SIDE - scaled.cols()) / 2;
            int top = (int) ((dot ? DOT_CENTRE : 0.5) * SIDE) - scaled.rows() / 2;
            scaled.copyTo(new Mat(page, new Rect(left, top, scaled.cols(), scaled.rows())));
            if (!dot) {
                evenOut(page, StrokeDetector.width(page));
            }
        }
        Mat placed = new Mat();
        resize(page, placed, OpenCvImages.size(Images.SIZE, Images.SIZE), 0, 0, INTER_AREA);
        return placed;
    }

    /** The blur takes the pixels' corners off the edge of a symbol that was small. */
    private static Mat scaled(Mat symbol, double scale) {
        Mat scaled = new Mat();
        resize(symbol, scaled, OpenCvImages.size(symbol.cols() * scale, symbol.rows() * scale), 0, 0, INTER_LINEAR);
        GaussianBlur(scaled, scaled, new Size(0, 0), 0.7 * scale, 0.7 * scale, BORDER_REPLICATE);
        threshold(scaled, scaled, 127, 255, THRESH_BINARY);
        return scaled;
    }

    private static void evenOut(Mat page, double width) {
        double change = STROKE * SIDE - width;
        int size = (int) Math.round(Math.max(change, -MOST_EROSION * width));
        if (Math.abs(size) >= 2) {
            Mat brush = getStructuringElement(MORPH_ELLIPSE, OpenCvImages.size(Math.abs(size) + 1, Math.abs(size) + 1));
            if (size > 0) {
                dilate(page, page, brush);
            } else {
                erode(page, page, brush);
            }
        }
    }
}
