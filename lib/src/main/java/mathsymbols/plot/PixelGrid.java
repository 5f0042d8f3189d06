package mathsymbols.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** One image, its pixels countable: axes in pixels, a line every 5, a stronger one every 20, and a bar of pixel values. */
final class PixelGrid {
    private static final int ZOOM = 2;
    private static final int LEFT = 64;
    private static final int TOP = 40;
    private static final int RIGHT = 104;
    private static final int BOTTOM = 54;
    private static final int MINOR = 5;
    private static final int MAJOR = 20;
    // Mid-tones, to be seen on black ink as well as on white paper.
    private static final Color MINOR_LINE = new Color(0x80, 0x80, 0x80, 0x46);
    private static final Color MAJOR_LINE = new Color(0x00, 0x72, 0xb2, 0x8c);
    private static final List<Integer> BAR_TICKS = List.of(0, 32, 64, 96, 128, 160, 192, 224, 255);

    private PixelGrid() {}

    static Figure figure(BufferedImage image, String title) {
        int w = image.getWidth() * ZOOM;
        int h = image.getHeight() * ZOOM;
        return new Figure(
                LEFT + w + RIGHT,
                TOP + h + BOTTOM,
                String.format(
                        Locale.ROOT,
                        "The image \"%s\" with its %d × %d pixels counted on both axes",
                        title,
                        image.getWidth(),
                        image.getHeight()),
                g -> {
                    g.setFont(Theme.font(Theme.TITLE));
                    g.setColor(Theme.INK);
                    Text.center(g, title, LEFT + w / 2.0, TOP / 2.0);
                    var box = new Rectangle2D.Double(LEFT, TOP, w, h);
                    ImageGrid.draw(g, image, box);
                    paintLines(g, box);
                    g.setStroke(new BasicStroke(1));
                    g.setColor(Theme.INK);
                    g.draw(box);
                    paintTicks(g, box);
                    ColorMap.GRAY.paintBar(
                            g, new Rectangle2D.Double(LEFT + w + 24, TOP, 18, h), 255, BAR_TICKS, "Value");
                    g.setFont(Theme.font(Theme.TEXT));
                    Text.center(g, "Pixels from the left", LEFT + w / 2.0, TOP + h + BOTTOM - 14);
                    Text.upward(g, "Pixels from the top", 16, TOP + h / 2.0);
                });
    }

    private static void paintLines(Graphics2D g, Rectangle2D.Double box) {
        for (int pixel = MINOR; pixel * ZOOM < Math.max(box.width, box.height); pixel += MINOR) {
            boolean major = pixel % MAJOR == 0;
            g.setStroke(new BasicStroke(major ? 1f : 0.5f));
            g.setColor(major ? MAJOR_LINE : MINOR_LINE);
            double at = pixel * ZOOM;
            if (at < box.width) {
                g.draw(new Line2D.Double(box.x + at, box.y, box.x + at, box.getMaxY()));
            }
            if (at < box.height) {
                g.draw(new Line2D.Double(box.x, box.y + at, box.getMaxX(), box.y + at));
            }
        }
    }

    private static void paintTicks(Graphics2D g, Rectangle2D.Double box) {
        g.setFont(Theme.font(Theme.SMALL));
        for (int pixel = 0; pixel * ZOOM <= Math.max(box.width, box.height); pixel += MINOR) {
            boolean major = pixel % MAJOR == 0;
            double length = major ? 5 : 3;
            double at = pixel * ZOOM;
            if (at <= box.width) {
                g.draw(new Line2D.Double(box.x + at, box.getMaxY(), box.x + at, box.getMaxY() + length));
                if (major) {
                    Text.center(g, Integer.toString(pixel), box.x + at, box.getMaxY() + 14);
                }
            }
            if (at <= box.height) {
                g.draw(new Line2D.Double(box.x - length, box.y + at, box.x, box.y + at));
                if (major) {
                    Text.right(g, Integer.toString(pixel), box.x - 8, box.y + at);
                }
            }
        }
    }
}
