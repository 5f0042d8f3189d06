package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
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
    void aValueIsThatMeanAlsoWhereOneSideShrinksAndTheOtherGrows() {
        BufferedImage image = bar(Color.WHITE, Color.WHITE, 70, 47);
        image.setRGB(4, 10, 0);
        // column 2 lies from 2.92 to 4.375, over three pixels; row 11 from 10.77 to 11.75
        float high = (11 - 11 * 47 / 48f) / (47 / 48f);
        assertThat(at(Glyph.of(image).values(), 2, 11)).isCloseTo(0.375f * 48 / 70 * high, within(1e-5f));
        assertThat(at(Glyph.of(image).values(), 3, 11)).isCloseTo(0.625f * 48 / 70 * high, within(1e-5f));
    }

    @Test
    void chalkOnABlackboardIsInkOnPaper() {
        float[] chalk = Glyph.of(bar(Color.BLACK, Color.WHITE, 300, 300)).values();
        float[] ink = Glyph.of(bar(Color.WHITE, Color.BLACK, 300, 300)).values();
        assertThat(chalk).containsExactly(ink, ROUNDING);
    }

    /** Five values or so of 2,304 are white: further from the paper than the pencil is, but few. */
    @Test
    void aReflectionOnGreyPaperIsNotTakenForTheSymbol() {
        BufferedImage image = bar(new Color(150, 150, 150), new Color(90, 90, 90), 480, 480);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillOval(40, 50, 25, 25);
        graphics.dispose();

        float[] values = Glyph.of(image).values();

        assertThat(at(values, 24, 24)).isCloseTo(1 - 90 / 255f, ROUNDING);
        assertThat(at(values, 40, 40)).isCloseTo(1 - 150 / 255f, ROUNDING);
    }

    @Test
    void aSmallDotOfChalkIsStillInk() {
        BufferedImage image = bar(Color.BLACK, Color.BLACK, 480, 480);
        image.createGraphics().fillOval(195, 295, 25, 25);
        assertThat(at(Glyph.of(image).values(), 20, 30)).isGreaterThan(0.9f);
        assertThat(at(Glyph.of(image).values(), 40, 10)).isCloseTo(0, ROUNDING);
    }

    @Test
    void aLargePhotoIsNotCopied() {
        BufferedImage image = new BufferedImage(2400, 1700, BufferedImage.TYPE_3BYTE_BGR);
        Glyph.of(image);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Glyph.of(image);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
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
    void emptyPaperHasNoInkWhateverItsSize() {
        for (int side = 20; side < 400; side += 3) {
            float[] values = Glyph.of(bar(Color.WHITE, Color.WHITE, side, 37)).values();
            assertThat(values).containsExactly(new float[Glyph.VALUES], ROUNDING);
        }
    }

    @Test
    void emptyPaperOfAColourIsSeenByItsLuminance() {
        Color sand = new Color(230, 200, 150);
        float ink = 1 - (0.299f * 230 + 0.587f * 200 + 0.114f * 150) / 255;
        for (int side = 20; side < 400; side += 3) {
            assertThat(at(Glyph.of(bar(sand, sand, side, 37)).values(), 24, 24)).isCloseTo(ink, within(1e-5f));
        }
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
