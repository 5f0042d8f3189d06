package mathsymbols.predict;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.randn;
import static org.bytedeco.opencv.global.opencv_core.setRNGSeed;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.boundingRect;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;
import static org.bytedeco.opencv.global.opencv_imgproc.getPerspectiveTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.line;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;
import static org.bytedeco.opencv.global.opencv_ximgproc.thinning;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Renders what a phone would see of a drawn symbol: a thin coloured pen on plain, ruled or squared paper, off centre and
 * seen at an angle, unevenly lit, blurred, noisy, and compressed.
 */
final class Photographs {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;

    /** Of the image's width; smaller symbols are dots, which a pen makes as wide as they are. */
    private static final double DOT = 0.25;

    /** Blue, black, red and green ball pens and a pencil; blue, green, red. */
    private static final List<Scalar> PENS = List.of(
            new Scalar(150, 60, 35, 0),
            new Scalar(40, 35, 35, 0),
            new Scalar(50, 40, 185, 0),
            new Scalar(70, 120, 25, 0),
            new Scalar(105, 100, 100, 0));

    private final Random random;

    Photographs(long seed) {
        this.random = new Random(seed);
        setRNGSeed((int) seed);
    }

    /** @param symbol dark on white, as the training images are */
    @SuppressWarnings({"try", "unchecked"})
    BufferedImage of(BufferedImage symbol) {
        try (PointerScope scope = new PointerScope()) {
            Mat page = paper();
            draw(strokes(symbol), page);
            Mat photo = light(angle(page));
            GaussianBlur(photo, photo, new Size(0, 0), between(0.7, 2));
            Mat noise = new Mat(HEIGHT, 3 * WIDTH, CV_32FC1);
            randn(noise, new Mat(new double[] {0}), new Mat(new double[] {between(3, 8)}));
            add(photo, noise.reshape(3), photo);
            photo.convertTo(photo, CV_8U);
            return OpenCvImages.image(compressed(photo));
        }
    }

    private double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    private Mat paper() {
        double grey = between(225, 252);
        Mat page = new Mat(HEIGHT, WIDTH, CV_32FC3, new Scalar(grey - between(0, 14), grey - between(0, 5), grey, 0));
        int ruling = random.nextInt(3);
        int distance = 40 + random.nextInt(40);
        Scalar faint = new Scalar(225, 195, 170, 0);
        for (int at = random.nextInt(distance); at < WIDTH && ruling > 0; at += distance) {
            line(page, new Point(0, at), new Point(WIDTH, at), faint, 2, 8, 0);
            if (ruling == 2) {
                line(page, new Point(at, 0), new Point(at, HEIGHT), faint, 2, 8, 0);
            }
        }
        return page;
    }

    /** The symbol's middle lines, redrawn with a pen of even width: 255 where there is ink. */
    private Mat strokes(BufferedImage symbol) {
        Mat grey = new Mat();
        cvtColor(OpenCvImages.of(symbol, 4000), grey, COLOR_BGR2GRAY);
        Mat ink = new Mat();
        threshold(grey, ink, 128, 255, 1);
        // Some training images have a line at the edge that nobody has drawn.
        ink = new Mat(ink, new Rect(5, 5, ink.cols() - 10, ink.rows() - 10));
        Rect box = boundingRect(ink);
        boolean dot = Math.max(box.width(), box.height()) < DOT * symbol.getWidth();
        ink = new Mat(ink, box);
        double size = dot ? between(0.015, 0.03) : between(0.25, 0.55);
        double scale = HEIGHT * size / Math.max(box.width(), box.height());
        resize(ink, ink, OpenCvImages.size(ink.cols() * scale, ink.rows() * scale), 0, 0, INTER_LINEAR);
        GaussianBlur(ink, ink, new Size(0, 0), 3);
        threshold(ink, ink, 110, 255, THRESH_BINARY);
        Mat framed = new Mat(ink.rows() + 40, ink.cols() + 40, CV_8U, Scalar.all(0));
        ink.copyTo(new Mat(framed, new Rect(20, 20, ink.cols(), ink.rows())));
        if (dot) {
            return framed;
        }
        Mat thin = new Mat();
        thinning(framed, thin);
        int width = 5 + random.nextInt(5);
        dilate(thin, thin, getStructuringElement(MORPH_ELLIPSE, new Size(width, width)));
        return thin;
    }

    private void draw(Mat strokes, Mat page) {
        int left = (int) between(0.16 * WIDTH, 0.84 * WIDTH - strokes.cols());
        int top = (int) between(0.18 * HEIGHT, 0.82 * HEIGHT - strokes.rows());
        Mat place = new Mat(page, new Rect(left, top, strokes.cols(), strokes.rows()));
        Scalar pen = PENS.get(random.nextInt(PENS.size()));
        new Mat(place.size(), CV_32FC3, pen).copyTo(place, strokes);
    }

    /** The page's corners lie a little outside the photo. */
    private Mat angle(Mat page) {
        float[] corners = {0, 0, WIDTH, 0, WIDTH, HEIGHT, 0, HEIGHT};
        float[] moved = corners.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) ((corners[i] == 0 ? -1 : 1) * between(0, 0.12) * HEIGHT);
        }
        Mat seen = new Mat();
        Mat transform = getPerspectiveTransform(
                new Mat(4, 2, CV_32F, new FloatPointer(corners)), new Mat(4, 2, CV_32F, new FloatPointer(moved)));
        warpPerspective(page, seen, transform, page.size(), INTER_LINEAR, BORDER_REPLICATE, new Scalar());
        return seen;
    }

    /** A lamp to one side, the shadow of a hand or a phone, and a white balance that is off. */
    private Mat light(Mat page) {
        Mat light = new Mat(HEIGHT, WIDTH, CV_32FC1, Scalar.all(1));
        double direction = between(0, 2 * Math.PI);
        double fall = between(0.1, 0.45);
        FloatIndexer values = light.createIndexer();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double along = (x / (double) WIDTH - 0.5) * Math.cos(direction)
                        + (y / (double) HEIGHT - 0.5) * Math.sin(direction);
                values.put(y, x, (float) (1 - fall * (along + 0.7)));
            }
        }
        if (random.nextBoolean()) {
            Mat shadow = new Mat(HEIGHT, WIDTH, CV_32FC1, Scalar.all(1));
            Point centre = new Point(random.nextInt(WIDTH), random.nextBoolean() ? 0 : HEIGHT);
            ellipse(
                    shadow,
                    centre,
                    new Size(500, 350),
                    between(0, 90),
                    0,
                    360,
                    Scalar.all(between(0.6, 0.85)),
                    -1,
                    8,
                    0);
            GaussianBlur(shadow, shadow, new Size(0, 0), between(20, 60));
            multiply(light, shadow, light);
        }
        Mat coloured = new Mat();
        merge(new MatVector(light, light, light), coloured);
        multiply(
                coloured,
                new Mat(HEIGHT, WIDTH, CV_32FC3, new Scalar(between(0.85, 1), 1, between(0.9, 1), 0)),
                coloured);
        Mat lit = new Mat();
        multiply(page, coloured, lit);
        return lit;
    }

    private Mat compressed(Mat photo) {
        BytePointer jpeg = new BytePointer();
        imencode(".jpg", photo, jpeg, new IntPointer(IMWRITE_JPEG_QUALITY, 60 + random.nextInt(30)));
        return imdecode(new Mat(1, (int) jpeg.limit(), CV_8U, jpeg), IMREAD_COLOR);
    }
}
