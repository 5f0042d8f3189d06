package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GlyphTest {
    private static final Offset<Float> ROUNDING = within(1e-6f);

    @Test
    void paperIsZeroAndInkIsOne() {
        assertThat(Glyph.of(bar(Color.WHITE, Color.BLACK, 480, 480)).values()).satisfies(values -> {
            assertThat(at(values, 24, 24)).isCloseTo(1, ROUNDING);
            assertThat(at(values, 2, 2)).isCloseTo(0, ROUNDING);
        });
    }

    @Test
    void aValueIsTheMeanOfThePixelsThatItCovers() {
        BufferedImage image = bar(Color.WHITE, Color.WHITE, 96, 96);
        image.setRGB(20, 40, 0);
        assertThat(at(Glyph.of(image).values(), 10, 20)).isCloseTo(0.25f, within(1e-6f));
    }

    @Test
    void chalkOnABlackboardIsInkOnPaper() {
        float[] chalk = Glyph.of(bar(Color.BLACK, Color.WHITE, 300, 300)).values();
        float[] ink = Glyph.of(bar(Color.WHITE, Color.BLACK, 300, 300)).values();
        assertThat(chalk).containsExactly(ink, ROUNDING);
    }

    @Test
    void aSymbolIsSeenInWhateverColourItIsWritten() {
        Color lightYellow = new Color(255, 255, 120);
        float[] values = Glyph.of(bar(Color.WHITE, lightYellow, 200, 200)).values();
        assertThat(at(values, 24, 24)).isCloseTo(1 - 120 / 255f, within(1e-5f));
    }

    @Test
    void aStripKeepsItsShape() {
        float[] values = Glyph.of(bar(Color.WHITE, Color.BLACK, 400, 100)).values();
        assertThat(at(values, 24, 24)).isCloseTo(1, ROUNDING);
        assertThat(at(values, 24, 4)).isCloseTo(0, ROUNDING);
        assertThat(at(values, 24, 44)).isCloseTo(0, ROUNDING);
    }

    @Test
    void emptyPaperHasNoInk() {
        float[] values = Glyph.of(bar(Color.WHITE, Color.WHITE, 50, 50)).values();
        assertThat(values).containsExactly(new float[Glyph.VALUES], ROUNDING);
    }

    /** A bar over the middle third of the width and height. */
    private static BufferedImage bar(Color paper, Color ink, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(paper);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(ink);
        graphics.fillRect(width / 3, height / 3, width / 3, height / 3);
        graphics.dispose();
        return image;
    }

    private static float at(float[] values, int x, int y) {
        return values[y * Glyph.SIDE + x];
    }
}
