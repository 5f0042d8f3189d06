package mathsymbols.predict;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Between Java's images and OpenCV's, 8 bits a channel. */
final class OpenCvImages {
    private OpenCvImages() {}

    /**
     * Blue, green and red of an image, shrunk where it is larger.
     *
     * @param longest what the longer side may have at most, in pixels
     */
    static Mat of(BufferedImage image, int longest) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        byte[] bytes = ((DataBufferByte) opaque.getRaster().getDataBuffer()).getData();
        Mat mat = new Mat(image.getHeight(), image.getWidth(), CV_8UC3, new BytePointer(bytes)).clone();
        double scale = (double) longest / Math.max(mat.cols(), mat.rows());
        if (scale < 1) {
            resize(mat, mat, size(mat.cols() * scale, mat.rows() * scale), 0, 0, INTER_AREA);
        }
        return mat;
    }

    /** A size of at least one pixel each way. */
    static Size size(double width, double height) {
        return new Size((int) Math.max(1, Math.round(width)), (int) Math.max(1, Math.round(height)));
    }

    /** @param mat grey, or blue, green and red */
    static BufferedImage image(Mat mat) {
        Mat bgr = mat;
        if (mat.channels() == 1) {
            bgr = new Mat();
            cvtColor(mat, bgr, COLOR_GRAY2BGR);
        }
        BufferedImage image = new BufferedImage(mat.cols(), mat.rows(), BufferedImage.TYPE_3BYTE_BGR);
        bgr.data().get(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        return image;
    }
}
