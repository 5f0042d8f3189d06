package mathsymbols.predict;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.minMaxLoc;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_HEIGHT;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_LEFT;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_TOP;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_WIDTH;
import static org.bytedeco.opencv.global.opencv_imgproc.DIST_L2;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponentsWithStats;
import static org.bytedeco.opencv.global.opencv_imgproc.distanceTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Finds the strokes of one symbol among what is darker than the paper: noise, specks, ruled lines, the paper's edge. */
final class StrokeDetector {
    /** Of the darkest stroke's contrast; ruled lines are fainter than that, the thin parts of a stroke are not. */
    private static final double THRESHOLD = 0.45;
    /** Where nothing has more contrast (of 255), there is only paper. */
    private static final double FAINTEST = 20;
    /** Of a square as wide as the stroke; a dot of the pen covers 0.8 of it, smaller pieces are specks. */
    private static final double SPECK = 0.4;

    private StrokeDetector() {}

    private record Piece(int id, int area, int bordersTouched) {}

    /**
     * @param contrast 0 (paper) to 255 (black)
     * @return 255 where there is ink, else 0
     */
    static Mat in(Mat contrast) {
        Mat smooth = new Mat();
        double sigma = Math.max(contrast.cols(), contrast.rows()) / 600.0;
        GaussianBlur(contrast, smooth, new Size(0, 0), sigma);
        double darkest = maximum(smooth);
        Mat ink = new Mat();
        threshold(smooth, ink, Math.max(FAINTEST, THRESHOLD * darkest), 255, THRESH_BINARY);
        return withoutForeignPieces(ink);
    }

    /** How wide strokes are, in pixels: across a stroke, the mean distance to its edge is a quarter of its width. */
    static double width(Mat ink) {
        Mat framed = new Mat(ink.rows() + 2, ink.cols() + 2, CV_8U, Scalar.all(0));
        ink.copyTo(new Mat(framed, new Rect(1, 1, ink.cols(), ink.rows())));
        Mat distance = new Mat();
        distanceTransform(framed, distance, DIST_L2, 5);
        return 4 * mean(distance, framed).get(0) - 2;
    }

    private static double maximum(Mat mat) {
        DoublePointer maximum = new DoublePointer(1);
        minMaxLoc(mat, new DoublePointer(1), maximum, null, null, null);
        return maximum.get();
    }

    private static Mat withoutForeignPieces(Mat ink) {
        Mat labels = new Mat();
        Mat stats = new Mat();
        int count = connectedComponentsWithStats(ink, labels, stats, new Mat(), 8, CV_32S);
        IntIndexer values = stats.createIndexer();
        double width = width(ink);
        List<Piece> pieces = IntStream.range(1, count) // 0 is the paper
                .mapToObj(id -> new Piece(id, values.get(id, CC_STAT_AREA), borders(values, id, ink)))
                .filter(piece -> piece.area() >= SPECK * width * width)
                .toList();
        boolean[] keep = new boolean[count];
        ownOnes(pieces).forEach(piece -> keep[piece.id()] = true);
        return only(keep, labels);
    }

    private static int borders(IntIndexer stats, int id, Mat ink) {
        int left = stats.get(id, CC_STAT_LEFT);
        int top = stats.get(id, CC_STAT_TOP);
        return (left == 0 ? 1 : 0)
                + (top == 0 ? 1 : 0)
                + (left + stats.get(id, CC_STAT_WIDTH) == ink.cols() ? 1 : 0)
                + (top + stats.get(id, CC_STAT_HEIGHT) == ink.rows() ? 1 : 0);
    }

    /** What reaches two borders is a ruled line or the table, unless there is nothing else. */
    private static List<Piece> ownOnes(List<Piece> pieces) {
        List<Piece> own =
                pieces.stream().filter(piece -> piece.bordersTouched() < 2).toList();
        return own.isEmpty() ? pieces : own;
    }

    private static Mat only(boolean[] keep, Mat labels) {
        Mat ink = new Mat(labels.size(), CV_8U);
        IntIndexer from = labels.createIndexer();
        UByteIndexer to = ink.createIndexer();
        for (int y = 0; y < labels.rows(); y++) {
            for (int x = 0; x < labels.cols(); x++) {
                to.put(y, x, keep[from.get(y, x)] ? 255 : 0);
            }
        }
        return ink;
    }
}
