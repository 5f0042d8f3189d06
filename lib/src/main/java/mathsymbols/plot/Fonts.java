package mathsymbols.plot;

import java.awt.image.BufferedImage;
import mathsymbols.io.InputException;

/** The fonts that figures are written in; servers and containers often have none. */
public final class Fonts {
    private Fonts() {}

    /**
     * Makes sure that text can be drawn; costs some tens of milliseconds, once.
     *
     * @throws InputException if no font is installed
     */
    public static void check() {
        try {
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics();
        } catch (Error | RuntimeException e) {
            // Java's own message is "java.lang.reflect.InvocationTargetException", whatever was missing
            throw new InputException(
                    "Figures cannot be drawn because this machine has no font: install fontconfig and one font (Debian:"
                            + " fonts-dejavu-core).",
                    e);
        }
    }
}
