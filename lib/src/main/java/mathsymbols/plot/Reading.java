package mathsymbols.plot;

import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * A drawing and what a model reads in it.
 *
 * @param image any size; shown scaled
 * @param read the model's answer
 * @param meant what was drawn, where that is known
 */
public record Reading(BufferedImage image, String read, Optional<String> meant) {
    /** Whether the answer is right; empty where it is not known what was meant. */
    Optional<Boolean> right() {
        return meant.map(read::equals);
    }
}
