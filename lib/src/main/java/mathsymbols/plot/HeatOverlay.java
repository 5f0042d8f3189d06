package mathsymbols.plot;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Heat laid over images as a marker pen is over print: paper takes the colour, ink stays black. */
final class HeatOverlay {
    private static final ImageGrid TILES = new ImageGrid(180, 12, false, true);
    private static final int COLUMNS = 4;
    private static final int BAR = 72;

    private HeatOverlay() {}

    static Figure figure(List<HeatTile> tiles) {
        List<Tile> marked = tiles.stream()
                .map(tile -> new Tile(overlay(tile.image(), tile.heat()), tile.caption()))
                .toList();
        Figure grid = TILES.figure(
                "Where the network looked, from white (nowhere) to dark red (most)",
                Math.max(1, Math.min(COLUMNS, tiles.size())),
                marked);
        return new Figure(grid.width() + BAR, grid.height(), grid.alt(), g -> {
            grid.painter().accept(g);
            ColorMap.HEAT.paintBar(
                    g,
                    new Rectangle2D.Double(grid.width() + 8, 8, 14, TILES.side()),
                    1,
                    List.of(0, 1),
                    "Share of the greatest");
        });
    }

    /** Each pixel of the image times the colour of its heat. */
    private static BufferedImage overlay(BufferedImage image, float[][] heat) {
        double most = 0;
        for (float[] row : heat) {
            for (float value : row) {
                most = Math.max(most, value);
            }
        }
        var marked = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double value = at(heat, (y + 0.5) / image.getHeight(), (x + 0.5) / image.getWidth());
                Color marker = ColorMap.HEAT.at(most > 0 ? value / most : 0);
                Color pixel = new Color(image.getRGB(x, y));
                marked.setRGB(x, y, product(marker, pixel).getRGB());
            }
        }
        return marked;
    }

    private static Color product(Color a, Color b) {
        return new Color(
                a.getRed() * b.getRed() / 255, a.getGreen() * b.getGreen() / 255, a.getBlue() * b.getBlue() / 255);
    }

    /** Blends the four nearest cells' values; {@code down} and {@code across} run from 0 to 1 over the whole map. */
    private static double at(float[][] heat, double down, double across) {
        double row = Math.min(Math.max(down * heat.length - 0.5, 0), heat.length - 1.0);
        double column = Math.min(Math.max(across * heat[0].length - 0.5, 0), heat[0].length - 1.0);
        int top = (int) row;
        int left = (int) column;
        int bottom = Math.min(top + 1, heat.length - 1);
        int right = Math.min(left + 1, heat[0].length - 1);
        double upper = blend(heat[top][left], heat[top][right], column - left);
        double lower = blend(heat[bottom][left], heat[bottom][right], column - left);
        return blend(upper, lower, row - top);
    }

    private static double blend(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
