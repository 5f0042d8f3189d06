package mathsymbols.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;

/**
 * Text set by its middle and drawn by the outlines of its letters: it looks alike on the screen and at twice
 * the size. Heights are those of the font's capitals, by which a line looks centred.
 */
final class Text {
    private static final FontRenderContext ANY_DEVICE = new FontRenderContext(null, true, true);

    private Text() {}

    /** Centred on a point. */
    static void center(Graphics2D g, String text, double x, double y) {
        draw(g, text, x - width(g.getFont(), text) / 2, y);
    }

    /** Beginning at {@code x}, centred on {@code y}. */
    static void left(Graphics2D g, String text, double x, double y) {
        draw(g, text, x, y);
    }

    /** Ending at {@code x}, centred on {@code y}. */
    static void right(Graphics2D g, String text, double x, double y) {
        draw(g, text, x - width(g.getFont(), text), y);
    }

    /** Centred on a point and read upwards. */
    static void upward(Graphics2D g, String text, double x, double y) {
        turned(g, x, y, () -> center(g, text, 0, 0));
    }

    /** Read upwards, centred on {@code x}, ending at {@code y}. */
    static void upwardTo(Graphics2D g, String text, double x, double y) {
        turned(g, x, y, () -> right(g, text, 0, 0));
    }

    private static void turned(Graphics2D g, double x, double y, Runnable text) {
        AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        text.run();
        g.setTransform(before);
    }

    /** In CSS pixels. */
    static double width(Font font, String text) {
        return font.getStringBounds(text, ANY_DEVICE).getWidth();
    }

    private static void draw(Graphics2D g, String text, double x, double y) {
        Font font = g.getFont();
        double capitals =
                font.createGlyphVector(ANY_DEVICE, "H").getVisualBounds().getHeight();
        g.fill(font.createGlyphVector(ANY_DEVICE, text).getOutline((float) x, (float) (y + capitals / 2)));
    }
}
