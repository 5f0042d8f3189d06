package mathsymbols.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mathsymbols.plot.Detail.Box;

/**
 * Captioned images in rows.
 *
 * @param side of an image, in CSS pixels
 * @param gap between images, in CSS pixels
 * @param captionsAbove whether the captions stand over the images, else under them
 * @param framed whether a thin line runs around each image, which white images need
 */
record ImageGrid(int side, int gap, boolean captionsAbove, boolean framed) {
    private static final int MARGIN = 8;
    private static final int LINE = 18;
    private static final int MOST = 9;
    /** How many images a phone shows beside each other. */
    private static final int BESIDE = 4;

    /** The tiles, {@code columns} in a row. */
    Figure figure(String what, int columns, List<Tile> tiles) {
        int lines = lines(tiles);
        int cellWidth = side + gap;
        int cellHeight = side + lines * LINE + gap;
        int rows = (tiles.size() + columns - 1) / columns;
        String captions = tiles.stream().map(Tile::words).collect(Collectors.joining(", "));
        int used = Math.min(columns, Math.max(1, tiles.size()));
        Figure grid = new Figure(
                2 * MARGIN + used * cellWidth - gap,
                2 * MARGIN + rows * cellHeight - gap + 4,
                what + ": " + captions,
                g -> {
                    g.setFont(captionFont(tiles));
                    for (int i = 0; i < tiles.size(); i++) {
                        int x = MARGIN + i % columns * cellWidth;
                        int y = MARGIN + i / columns * cellHeight;
                        paint(g, tiles.get(i), x, y, lines * LINE);
                    }
                });
        return grid.inPanels(panels(used));
    }

    /** As few as keep to {@link #BESIDE} images in each, of two at least, where the columns go into equal parts; else one. */
    private static int panels(int columns) {
        return IntStream.rangeClosed(1, columns / 2)
                .filter(count -> columns % count == 0 && columns / count <= BESIDE)
                .findFirst()
                .orElse(1);
    }

    /** How many columns fill the rows best, of which there are as few as may be; a page is {@link #MOST} images wide. */
    static int columns(int tiles) {
        int rows = Math.max(1, (tiles + MOST - 1) / MOST);
        return Math.max(1, (tiles + rows - 1) / rows);
    }

    private static int lines(List<Tile> tiles) {
        return tiles.stream().mapToInt(tile -> tile.caption().size()).max().orElse(0);
    }

    /** Where that figure shows each tile with its caption. */
    List<Box> boxes(int columns, List<Tile> tiles) {
        int cellWidth = side + gap;
        int cellHeight = side + lines(tiles) * LINE + gap;
        return IntStream.range(0, tiles.size())
                .mapToObj(i -> new Box(
                        MARGIN + i % columns * cellWidth - gap / 2.0,
                        MARGIN + i / columns * cellHeight - gap / 2.0,
                        cellWidth,
                        cellHeight))
                .toList();
    }

    private void paint(Graphics2D g, Tile tile, int x, int y, int captionHeight) {
        int top = captionsAbove ? y + captionHeight : y;
        var box = new Rectangle2D.Double(x, top, side, side);
        draw(g, tile.image(), box);
        if (framed) {
            g.setColor(Theme.FRAME);
            g.draw(box);
        }
        for (int i = 0; i < tile.caption().size(); i++) {
            double line = (captionsAbove ? y - 2 : y + side + 4) + (i + 0.5) * LINE;
            g.setColor(i == 0 ? Theme.INK : Theme.FAINT_INK);
            Text.center(g, tile.caption().get(i), x + side / 2.0, line);
        }
    }

    /** The usual font, or a smaller one for all where a line would run into its neighbour. */
    private Font captionFont(List<Tile> tiles) {
        Font usual = Theme.font(Theme.TEXT);
        double widest = tiles.stream()
                .flatMap(tile -> tile.caption().stream())
                .mapToDouble(line -> Text.width(usual, line))
                .max()
                .orElse(0);
        return usual.deriveFont((float) (Theme.TEXT * Math.min(1, (side + gap - 10) / widest)));
    }

    /** Draws an image into a box; one smaller than the box shows its pixels as sharp squares. */
    static void draw(Graphics2D g, BufferedImage image, Rectangle2D.Double box) {
        BufferedImage shown = image.getWidth() < box.width ? enlarged(image, 2 * box.width) : image;
        g.drawImage(shown, (int) box.x, (int) box.y, (int) box.width, (int) box.height, null);
    }

    /** The image with each pixel repeated until it is at least so wide. */
    private static BufferedImage enlarged(BufferedImage image, double width) {
        int times = (int) Math.ceil(width / image.getWidth());
        var large = new BufferedImage(image.getWidth() * times, image.getHeight() * times, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, image.getRGB(x / times, y / times));
            }
        }
        return large;
    }
}
