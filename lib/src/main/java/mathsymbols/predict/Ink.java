package mathsymbols.predict;

import static org.bytedeco.opencv.global.opencv_core.bitwise_not;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Brings a photo of a symbol to the look of the training images: black strokes of even width on white, centred, with the
 * usual margins. What paper, light and pen were like is gone afterwards; the shape of the strokes stays.
 *
 * @param steps the photo, then what each step makes of it; the last is what the network shall see
 */
public record Ink(List<Step> steps) {
    private static final int TILE = 224;
    private static final int GAP = 12;
    private static final int CAPTION = 24;

    /** @param title what the step has done, two or three words */
    public record Step(String title, BufferedImage image) {}

    public Ink {
        steps = List.copyOf(steps);
    }

    /**
     * @param photo one symbol, dark on light or light on dark; where there is none, the result is white
     */
    @SuppressWarnings({"try", "unchecked"}) // the scope is only there to free every Mat made within
    public static Ink of(BufferedImage photo) {
        try (PointerScope scope = new PointerScope()) {
            Mat small = Mats.of(photo, 800);
            Mat contrast = Paper.removedFrom(small);
            Mat ink = Strokes.in(contrast);
            Mat placed = Placement.of(ink);
            return new Ink(List.of(
                    new Step("The photo", Mats.image(small)),
                    new Step("Paper removed", Mats.image(inverted(contrast))),
                    new Step("Ink found", Mats.image(inverted(ink))),
                    new Step("Placed and evened", Mats.image(inverted(placed)))));
        }
    }

    private static Mat inverted(Mat grey) {
        Mat inverted = new Mat();
        bitwise_not(grey, inverted);
        return inverted;
    }

    /** What the network shall see, 224 × 224. */
    public BufferedImage result() {
        return steps.get(steps.size() - 1).image();
    }

    /** The steps side by side with their titles. */
    public BufferedImage picture() {
        int width = steps.size() * (TILE + GAP) - GAP;
        BufferedImage picture = new BufferedImage(width, TILE + CAPTION, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, TILE + CAPTION);
        graphics.setColor(Color.BLACK);
        for (int i = 0; i < steps.size(); i++) {
            draw(graphics, steps.get(i), i * (TILE + GAP));
        }
        graphics.dispose();
        return picture;
    }

    private static void draw(Graphics2D graphics, Step step, int left) {
        BufferedImage image = step.image();
        double scale = (double) TILE / Math.max(image.getWidth(), image.getHeight());
        int width = (int) Math.max(1, image.getWidth() * scale);
        int height = (int) Math.max(1, image.getHeight() * scale);
        graphics.drawString(step.title(), left, CAPTION - 8);
        graphics.drawImage(image, left, CAPTION, width, height, null);
        graphics.drawRect(left, CAPTION, width - 1, height - 1);
    }
}
