package mathsymbols.plot;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One image of a figure that shows several.
 *
 * @param image any size; shown scaled
 * @param caption one or more short lines
 */
public record Tile(BufferedImage image, List<String> caption) {
    public Tile {
        caption = List.copyOf(caption);
    }

    /** An image with its lines below it, such as {@code "eq → sub", "98 %"}. */
    public static Tile of(BufferedImage image, String... caption) {
        return new Tile(image, List.of(caption));
    }

    /** The caption in one line. */
    String words() {
        return String.join(" ", caption);
    }
}
