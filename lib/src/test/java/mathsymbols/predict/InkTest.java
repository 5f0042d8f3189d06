package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import mathsymbols.data.Images;
import org.junit.jupiter.api.Test;

class InkTest {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;
    private static final Color PAPER = new Color(235, 233, 225);
    private static final Color BLUE = new Color(35, 60, 150);

    @Test
    void lightOnDarkGivesTheSameAsDarkOnLight() {
        BufferedImage dark = page(PAPER, g -> cross(g, BLUE));
        BufferedImage light = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                light.setRGB(x, y, ~dark.getRGB(x, y));
            }
        }
        assertThat(pixels(light)).isEqualTo(pixels(dark));
    }

    @Test
    void aSymbolIsCentredAsLongAsTheTrainingImagesAndAsThick() {
        BufferedImage result =
                Ink.of(page(PAPER, g -> g.drawLine(30, 40, 110, 40))).result();

        Rectangle box = box(result);
        assertThat(result.getWidth()).isEqualTo(Images.SIZE);
        assertThat(result.getHeight()).isEqualTo(Images.SIZE);
        assertThat(box.getCenterX()).isBetween(109.0, 115.0);
        assertThat(box.getCenterY()).isBetween(109.0, 115.0);
        assertThat(box.width).isBetween(135, 150);
        assertThat(box.height).isBetween(8, 13);
    }

    @Test
    void theAspectOfASymbolStays() {
        Rectangle box =
                box(Ink.of(page(PAPER, g -> g.drawRect(300, 100, 100, 200))).result());

        assertThat(box.height / (double) box.width).isBetween(1.75, 2.05);
    }

    @Test
    void thePensColourMakesNoDifference() {
        byte[] black = pixels(page(Color.WHITE, g -> cross(g, Color.BLACK)));
        for (Color pen : new Color[] {BLUE, new Color(190, 40, 45), new Color(25, 120, 70), Color.GRAY, Color.PINK}) {
            assertThat(differing(pixels(page(Color.WHITE, g -> cross(g, pen))), black))
                    .as("%s", pen)
                    .isLessThan(0.01);
        }
    }

    @Test
    void aShadowOverThePageMakesNoDifference() {
        BufferedImage even = page(PAPER, g -> cross(g, BLUE));
        BufferedImage shaded = page(PAPER, g -> {
            cross(g, BLUE);
            g.setPaint(new GradientPaint(0, 0, new Color(0, 0, 0, 0), WIDTH, HEIGHT, new Color(0, 0, 0, 150)));
            g.fillRect(0, 0, WIDTH, HEIGHT);
        });
        assertThat(differing(pixels(shaded), pixels(even))).isLessThan(0.01);
    }

    @Test
    void theLinesOfRuledAndSquaredPaperVanish() {
        BufferedImage plain = page(PAPER, g -> cross(g, BLUE));
        BufferedImage squared = page(PAPER, g -> {
            g.setStroke(new BasicStroke(1));
            g.setColor(new Color(190, 205, 225));
            for (int at = 17; at < WIDTH; at += 40) {
                g.drawLine(0, at, WIDTH, at);
                g.drawLine(at, 0, at, HEIGHT);
            }
            cross(g, BLUE);
        });
        assertThat(differing(pixels(squared), pixels(plain))).isLessThan(0.01);
    }

    @Test
    void aDarkTableBesideThePageIsNoStroke() {
        BufferedImage plain = page(PAPER, g -> cross(g, BLUE));
        BufferedImage onATable = page(PAPER, g -> {
            cross(g, BLUE);
            g.setColor(new Color(70, 50, 40));
            g.fillRect(0, HEIGHT - 25, WIDTH, 25);
        });
        assertThat(differing(pixels(onATable), pixels(plain))).isLessThan(0.01);
    }

    @Test
    void specksVanishButTheDotsOfADivisionSignStay() {
        BufferedImage division = page(PAPER, InkTest::division);
        BufferedImage specked = page(PAPER, g -> {
            division(g);
            g.fillRect(80, 70, 2, 2);
            g.fillRect(500, 330, 3, 2);
        });
        byte[] expected = pixels(division);
        assertThat(pixels(specked)).isEqualTo(expected);
        assertThat(box(Ink.of(division).result()).height).isGreaterThan(60);
    }

    @Test
    void aDotStaysADotWhereTheTrainingImagesHaveTheirs() {
        Rectangle box =
                box(Ink.of(page(PAPER, g -> g.fillOval(150, 90, 14, 14))).result());

        assertThat(box.width).isBetween(25, 33);
        assertThat(box.height).isBetween(25, 33);
        assertThat(box.getCenterX()).isBetween(109.0, 115.0);
        assertThat(box.getCenterY()).isGreaterThan(160);
    }

    @Test
    void anEmptySheetStaysWhite() {
        for (Color sheet : new Color[] {Color.WHITE, PAPER, new Color(90, 95, 92), Color.BLACK}) {
            assertThat(pixels(page(sheet, g -> {}))).as("%s", sheet).containsOnly((byte) 255);
        }
    }

    @Test
    void theSmallestPhotosGiveAPictureToo() {
        for (int side = 1; side <= 5; side++) {
            BufferedImage photo = new BufferedImage(side, 1, BufferedImage.TYPE_BYTE_GRAY);
            assertThat(Ink.of(photo).result().getWidth()).isEqualTo(Images.SIZE);
        }
    }

    @Test
    void theStepsAreSquareAndEndWithTheResult() {
        Ink ink = Ink.of(page(PAPER, g -> cross(g, BLUE)));

        assertThat(ink.steps())
                .extracting(Ink.Step::title)
                .containsExactly("The photo", "Paper removed", "Ink found", "Placed, evened");
        assertThat(ink.steps())
                .allMatch(step -> step.image().getWidth() == step.image().getHeight());
        assertThat(ink.steps().get(3).image()).isSameAs(ink.result());
    }

    private static BufferedImage page(Color paper, Consumer<Graphics2D> drawing) {
        BufferedImage page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(paper);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(BLUE);
        graphics.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        drawing.accept(graphics);
        graphics.dispose();
        return page;
    }

    private static void cross(Graphics2D graphics, Color pen) {
        graphics.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.setColor(pen);
        graphics.drawLine(200, 100, 300, 210);
        graphics.drawLine(300, 90, 205, 215);
    }

    private static void division(Graphics2D graphics) {
        graphics.drawLine(200, 200, 320, 195);
        graphics.fillOval(255, 160, 8, 8);
        graphics.fillOval(257, 228, 8, 8);
    }

    private static byte[] pixels(BufferedImage photo) {
        return Images.pixels(Ink.of(photo).result());
    }

    /** The share of pixels that are ink in one image and paper in the other. */
    private static double differing(byte[] one, byte[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] < 0 == other[i] < 0 ? 0 : 1;
        }
        return count / (double) one.length;
    }

    /** The smallest rectangle that holds all ink. */
    private static Rectangle box(BufferedImage image) {
        Rectangle box = new Rectangle(-1, -1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 255) < 128) {
                    box.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return box;
    }
}
