package mathsymbols.plot;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * An image and where a network looked.
 *
 * @param image any size
 * @param heat {@code [rows][columns]}, spread evenly over the image; the higher, the more it counted, and what is
 *     negative did not count
 * @param caption one or more short lines
 */
public record HeatTile(BufferedImage image, float[][] heat, List<String> caption) {
    public HeatTile {
        caption = List.copyOf(caption);
    }

    /** An image, its heat and the lines below it. */
    public static HeatTile of(BufferedImage image, float[][] heat, String... caption) {
        return new HeatTile(image, heat, List.of(caption));
    }
}
