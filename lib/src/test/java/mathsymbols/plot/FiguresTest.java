package mathsymbols.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import mathsymbols.eval.Calibration;
import mathsymbols.eval.ConfusionMatrix;
import mathsymbols.eval.Predictions;
import mathsymbols.train.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

class FiguresTest {
    private static final ConfusionMatrix MATRIX =
            new ConfusionMatrix(List.of("add", "sub", "x"), new int[][] {{59, 1, 0}, {2, 60, 0}, {0, 0, 22}});

    @TempDir
    Path folder;

    static Stream<Figure> everyFigure() {
        BufferedImage plus = plus();
        return Stream.of(
                Figures.imageGrid(Collections.nCopies(12, Tile.of(plus, "add"))),
                Figures.imageRow(List.of(Tile.of(plus, "add"), Tile.of(plus, "a < b & \"c\""))),
                Figures.pixelGrid(plus, "add"),
                Figures.histograms(plus),
                Figures.lossAndAccuracy(history("alexnet")),
                Figures.lossCurves(history("vgg19")),
                Figures.accuracyCurves(history("vgg19")),
                Figures.confusionMatrix(MATRIX),
                Figures.trials(Map.of("relu, 0.001", history("alexnet"), "tanh, 0.01", history("vgg19"))),
                Figures.comparison(Map.of("momentum 0.99", history("alexnet"), "momentum 0.9", history("vgg19"))),
                Figures.reliability(Calibration.of(thirty())),
                Figures.gradCam(List.of(HeatTile.of(plus, new float[][] {{-1, 0}, {1, 2}}, "add"))),
                Figures.filters(Nd4j.rand(8, 3, 11, 11), Nd4j.rand(8, 3, 11, 11)));
    }

    private static Predictions thirty() {
        float[][] probabilities = IntStream.range(0, 30)
                .mapToObj(i -> new float[] {i / 30f, 1 - i / 30f})
                .toArray(float[][]::new);
        return new Predictions(List.of("a", "b"), new int[30], probabilities);
    }

    @ParameterizedTest
    @MethodSource("everyFigure")
    void everyFigureIsTwiceAsLargeAtTwiceTheScaleAndNotEmpty(Figure figure) {
        BufferedImage image = figure.image(2);
        assertThat(image.getWidth()).isEqualTo(2 * figure.width());
        assertThat(image.getHeight()).isEqualTo(2 * figure.height());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertThat(Arrays.stream(pixels).distinct().count()).isGreaterThan(2);
    }

    @ParameterizedTest
    @MethodSource("everyFigure")
    void everyFigureSaysWhatItShows(Figure figure) {
        assertThat(figure.alt()).hasSizeGreaterThan(20);
        assertThat(figure.html())
                .contains("alt=\"" + Markup.escape(figure.alt()) + "\"")
                .contains("<figcaption>" + Markup.escape(figure.caption()) + "</figcaption>");
        assertThat(figure.caption()).hasSizeGreaterThan(20).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("everyFigure")
    void everyFigureIsAnSvgDocumentThatNeedsNoFontAndNoOtherFile(Figure figure) throws Exception {
        String svg = figure.svg();
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(figure.alt());
        assertThat(root.getElementsByTagName("text").getLength()).isZero();
        assertThat(svg).doesNotContain("href=\"http");
    }

    @Test
    void aFileIsWrittenByOneCall() throws IOException {
        Figure figure = Figures.confusionMatrix(MATRIX);
        figure.png(folder.resolve("matrix.png"));
        figure.svg(folder.resolve("matrix.svg"));
        assertThat(ImageIO.read(folder.resolve("matrix.png").toFile()).getWidth())
                .isEqualTo(2 * figure.width());
        assertThat(folder.resolve("matrix.svg")).content().startsWith("<?xml").contains("</svg>");
    }

    @Test
    void theBestEpochOfTheReportsAlexNetIsItsSeventeenth() {
        assertThat(Figures.lossAndAccuracy(history("alexnet")).alt())
                .contains("22 epochs", "lowest validation loss 0.2471 at epoch 17 (validation accuracy 0.9483)");
    }

    @Test
    void aMatrixWithoutAnyImageIsDrawnToo() {
        var empty = new ConfusionMatrix(List.of("a", "b"), new int[2][2]);
        assertThat(Figures.confusionMatrix(empty).image(1)).isNotNull();
    }

    @Test
    void ofManyTrialsTheBestIsNamed() {
        Map<String, History> trials = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            trials.put("trial " + i, new History(List.of(new History.Epoch(1, 1, 0.5, 1, i / 30.0, 1, 1))));
        }
        trials.put("failed", new History(List.of()));
        trials.put("diverged", new History(List.of(new History.Epoch(1, 1, 0.5, Double.NaN, Double.NaN, 1, 1))));
        Figure figure = Figures.trials(trials);
        assertThat(figure.alt()).contains("31 trials; the best, trial 29, reaches 0.9667");
        assertThat(figure.image(1)).isNotNull();
    }

    @Test
    void heatColoursPaperAndLeavesInkBlack() {
        float[][] right = {{0, 1}};
        BufferedImage image =
                Figures.gradCam(List.of(HeatTile.of(plus(), right, "add"))).image(1);
        // The grid begins 8 pixels from the edge, and its images are 180 wide.
        assertThat(new Color(image.getRGB(8 + 5, 8 + 30))).isEqualTo(Color.WHITE);
        Color hot = new Color(image.getRGB(8 + 175, 8 + 30));
        assertThat(hot.getRed()).isGreaterThan(2 * hot.getGreen());
        assertThat(image.getRGB(8 + 85, 8 + 85) & 0xffffff).isZero();
    }

    @Test
    void filtersThatAreNoColoursAreRefused() {
        assertThatThrownBy(() -> Figures.filters(Nd4j.rand(8, 1, 5, 5), Nd4j.rand(8, 1, 5, 5)))
                .hasMessageContaining("[8, 1, 5, 5]");
    }

    @Test
    void perfectAndDivergedFitsAreDrawnToo() {
        for (double loss : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            var epoch = new History.Epoch(1, loss, 1, loss, 1, 1, 1);
            var history = new History(List.of(epoch, new History.Epoch(2, loss, 1, loss, 1, 1, 1)));
            assertThat(Figures.lossAndAccuracy(history).image(1)).isNotNull();
            assertThat(Figures.lossCurves(history).image(1)).isNotNull();
            assertThat(Figures.accuracyCurves(history).image(1)).isNotNull();
            assertThat(Figures.comparison(Map.of("a", history)).image(1)).isNotNull();
            assertThat(Figures.lossAndAccuracy(new History(List.of(epoch))).image(1))
                    .isNotNull();
        }
    }

    @Test
    void aFourthFitIsRefusedForItsNameWouldBeCutOff() {
        History one = history("vgg19");
        assertThatThrownBy(() -> Figures.comparison(Map.of("a", one, "b", one, "c", one, "d", one)))
                .hasMessageContaining("give 3 at most");
    }

    @Test
    void aHistoryWithoutEpochsIsRefused() {
        var empty = new History(List.of());
        assertThatThrownBy(() -> Figures.lossCurves(empty)).hasMessageContaining("without epochs");
    }

    @Test
    void everyCountIsReadableOnItsCell() {
        for (int i = 0; i <= 100; i++) {
            double value = i / 100.0;
            Color ground = ColorMap.YELLOW_GREEN_BLUE.at(value);
            Color ink = ColorMap.YELLOW_GREEN_BLUE.inkOn(value);
            assertThat(contrast(ground, ink)).as("contrast at %s", value).isGreaterThan(4.5);
        }
        assertThat(contrast(ColorMap.YELLOW_GREEN_BLUE.at(0), ConfusionMatrixFigure.ZERO))
                .as("contrast of a zero")
                .isGreaterThan(4.5);
    }

    static History history(String network) {
        try (InputStream csv = FiguresTest.class.getResourceAsStream("history_" + network + ".csv")) {
            return new History(new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(FiguresTest::epoch)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static History.Epoch epoch(String line) {
        double[] cells =
                Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        return new History.Epoch((int) cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], 6790 / cells[5]);
    }

    static BufferedImage plus() {
        var image = new BufferedImage(224, 224, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 224, 224);
        g.setColor(Color.BLACK);
        g.fillRect(100, 50, 12, 110);
        g.fillRect(50, 100, 110, 12);
        g.dispose();
        return image;
    }

    /** As WCAG 2 defines it: 1 for none, 21 for black on white. */
    private static double contrast(Color a, Color b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(Color color) {
        float[] rgb = color.getRGBColorComponents(null);
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            linear[i] = rgb[i] <= 0.03928 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
