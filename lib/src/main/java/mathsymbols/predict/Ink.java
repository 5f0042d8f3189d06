package mathsymbols.predict;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import java.awt.image.BufferedImage;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Brings a photo of a symbol to the look of the training images: black strokes of even width on white, centred, with the
 * usual margins. What paper, light and pen were like is gone afterwards; the shape of the strokes stays.
 *
 * <p>It is for photos of ink on paper. An image that looks like the training images already needs none of it, and
 * {@link SymbolClassifier#predict} does none of it: {@code classifier.predict(Ink.of(photo).result())}.
 *
 * @param steps the photo, then what each step makes of it; the last is what the network shall see
 */
public record Ink(List<Step> steps) {
    /** The longest side of the copy that is worked on, in pixels. */
    private static final int LONGEST = 800;

    /**
     * @param title what the step has done, two or three words
     * @param image as wide as high, padded with white where the photo is not; the last step's is 224 × 224
     */
    public record Step(String title, BufferedImage image) {}

    public Ink {
        steps = List.copyOf(steps);
    }

    /** @param photo one symbol, dark on light or light on dark; where there is none, the result is white */
    @SuppressWarnings({"try", "unchecked"}) // the scope is only there to free every Mat made within
    public static Ink of(BufferedImage photo) {
        try (PointerScope scope = new PointerScope()) {
            Mat small = OpenCvImages.of(photo, LONGEST);
            Mat contrast = Paper.removedFrom(small);
            Mat ink = StrokeDetector.in(contrast);
            Mat placed = Placement.of(ink);
            return new Ink(List.of(
                    step("The photo", small),
                    step("Paper removed", inverted(contrast)),
                    step("Ink found", inverted(ink)),
                    step("Placed, evened", inverted(placed))));
        }
    }

    private static Mat inverted(Mat grey) {
        Mat inverted = new Mat();
        bitwise_not(grey, inverted);
        return inverted;
    }

    private static Step step(String title, Mat mat) {
        int side = Math.max(mat.cols(), mat.rows());
        int left = (side - mat.cols()) / 2;
        int top = (side - mat.rows()) / 2;
        Mat square = new Mat();
        copyMakeBorder(
                mat,
                square,
                top,
                side - mat.rows() - top,
                left,
                side - mat.cols() - left,
                BORDER_CONSTANT,
                Scalar.all(255));
        return new Step(title, OpenCvImages.image(square));
    }

    /** What the network shall see, 224 × 224. */
    public BufferedImage result() {
        return steps.get(steps.size() - 1).image();
    }
}
