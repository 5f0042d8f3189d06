package mathsymbols.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Colours for numbers between 0 and 1, blended linearly between stops at equal distances.
 *
 * @param stops at least two colours {@code 0xRRGGBB}, from 0 to 1
 */
record ColorMap(List<Integer> stops) {
    /** Yellow, green, blue: ColorBrewer's nine-class YlGnBu (Brewer and Harrower, colorbrewer2.org). */
    static final ColorMap YELLOW_GREEN_BLUE = new ColorMap(
            List.of(0xffffd9, 0xedf8b1, 0xc7e9b4, 0x7fcdbb, 0x41b6c4, 0x1d91c0, 0x225ea8, 0x253494, 0x081d58));

    /** White, yellow, orange, red: ColorBrewer's nine-class YlOrRd on white, for heat over black ink. */
    static final ColorMap HEAT = new ColorMap(
            List.of(0xffffff, 0xffeda0, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xfc4e2a, 0xe31a1c, 0xbd0026, 0x800026));

    /** Black to white. */
    static final ColorMap GRAY = new ColorMap(List.of(0x000000, 0xffffff));

    /** The colour of a value; values outside 0 … 1 get the nearest end's. */
    Color at(double value) {
        double place = Math.min(Math.max(value, 0), 1) * (stops.size() - 1);
        int below = Math.min((int) place, stops.size() - 2);
        Color a = new Color(stops.get(below));
        Color b = new Color(stops.get(below + 1));
        double t = place - below;
        return new Color(
                blend(a.getRed(), b.getRed(), t),
                blend(a.getGreen(), b.getGreen(), t),
                blend(a.getBlue(), b.getBlue(), t));
    }

    /** Black or white, whichever reads better on the colour of a value (WCAG's relative luminance). */
    Color inkOn(double value) {
        Color ground = at(value);
        double luminance = 0.2126 * linear(ground.getRed())
                + 0.7152 * linear(ground.getGreen())
                + 0.0722 * linear(ground.getBlue());
        return luminance > 0.179 ? Color.BLACK : Color.WHITE;
    }

    /** Paints the colours from 1 at the top to 0 at the bottom, framed, with labelled ticks and a title on the right. */
    void paintBar(Graphics2D g, Rectangle2D box, double max, List<Integer> ticks, String title) {
        int steps = (int) Math.ceil(box.getHeight());
        double step = box.getHeight() / steps;
        for (int i = 0; i < steps; i++) {
            g.setColor(at(1 - (i + 0.5) / steps));
            double y = box.getY() + i * step;
            // Half a pixel more, so that no seam shows between the steps.
            double reach = Math.min(step + 0.5, box.getMaxY() - y);
            g.fill(new Rectangle2D.Double(box.getX(), y, box.getWidth(), reach));
        }
        g.setColor(Theme.FRAME);
        g.draw(box);
        g.setFont(Theme.font(Theme.SMALL));
        for (int tick : ticks) {
            double y = box.getMaxY() - tick / max * box.getHeight();
            g.setColor(Theme.FRAME);
            g.draw(new Line2D.Double(box.getMaxX(), y, box.getMaxX() + 4, y));
            g.setColor(Theme.INK);
            Text.left(g, Integer.toString(tick), box.getMaxX() + 8, y);
        }
        double numbers = ticks.stream()
                .mapToDouble(tick -> Text.width(g.getFont(), Integer.toString(tick)))
                .max()
                .orElse(0);
        Text.upward(g, title, box.getMaxX() + 8 + numbers + 12, box.getCenterY());
    }

    private static int blend(int a, int b, double t) {
        return (int) Math.round(a + (b - a) * t);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
