package mathsymbols.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import mathsymbols.data.Distortion;
import mathsymbols.eval.Calibration;
import mathsymbols.eval.ConfusionMatrix;
import mathsymbols.eval.Predictions;
import mathsymbols.eval.Robustness;
import mathsymbols.nn.FeatureMaps;
import mathsymbols.nn.Summary;
import mathsymbols.train.History;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FiguresTest {
    private static final ConfusionMatrix MATRIX =
            new ConfusionMatrix(List.of("add", "sub", "x"), new int[][] {{59, 1, 0}, {2, 60, 0}, {0, 0, 22}});

    @TempDir
    Path folder;

    static Stream<Figure> everyFigure() {
        BufferedImage plus = plus();
        return Stream.of(
                Figures.imageGrid(Collections.nCopies(12, Tile.of(plus, "add"))),
                Figures.imageGrid(List.of(Tile.of(plus, "a < b & \"c\""))),
                Figures.readings(List.of(new Reading(plus, "add", Optional.of("sub")))),
                Figures.architecture(Map.of("Small", network())),
                Figures.featureMaps(plus, List.of(new FeatureMaps("conv1", Nd4j.rand(20, 9, 9)))),
                Figures.costs(List.of(
                        Cost.of(
                                "Small",
                                network(),
                                new Predictions(List.of("a", "b"), new int[] {0}, new float[][] {{1, 0}}).score()),
                        Cost.of(
                                "Two",
                                network(),
                                network(),
                                new Predictions(List.of("a", "b"), new int[] {0}, new float[][] {{1, 0}}).score()))),
                Figures.robustness(List.of(new Robustness(
                        Distortion.BLUR, new double[] {0, 6, 12}, Map.of("Small", new double[] {1, 0.5, 0.2})))),
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

    @Test
    void aFileIsWrittenByOneCall() throws IOException {
        Figure figure = Figures.confusionMatrix(MATRIX);
        figure.png(folder.resolve("matrix.png"));
        assertThat(ImageIO.read(folder.resolve("matrix.png").toFile()).getWidth())
                .isEqualTo(2 * figure.width());
    }

    @Test
    void theBestEpochOfTheReportsAlexNetIsItsSeventeenth() {
        assertThat(Figures.lossAndAccuracy(history("alexnet")).alt())
                .contains("22 epochs", "lowest validation loss 0.2471 at epoch 17 (validation accuracy 0.9483)");
    }

    /** HASY has 369. */
    @Test
    void confusionOfHundredsOfClassesStaysAPictureThatFitsIntoMemory() {
        int n = 369;
        int[][] counts = new int[n][n];
        IntStream.range(0, n).forEach(i -> counts[i][(i + i % 2) % n] = 1);
        var many = new ConfusionMatrix(
                IntStream.range(0, n).mapToObj(Integer::toString).toList(), counts);

        Figure figure = Figures.confusionMatrix(many);
        assertThat(figure.width()).isBetween(n, 2000);
        assertThat(figure.height()).isBetween(n, 2000);
        assertThat(figure.details()).hasSize(n);
        assertThat(colors(figure)).contains(ColorMap.YELLOW_GREEN_BLUE.at(1).getRGB());
        Figure frame = Figures.confusions(Map.of("now", many)).frames().get(0);
        assertThat(frame.width()).isBetween(n, 1100);
        assertThat(colors(frame)).contains(ColorMap.YELLOW_GREEN_BLUE.at(1).getRGB());
    }

    @Test
    void aMatrixWithoutAnyImageIsDrawnToo() {
        var empty = new ConfusionMatrix(List.of("a", "b"), new int[2][2]);
        int lightest = ColorMap.YELLOW_GREEN_BLUE.at(0).getRGB();
        assertThat(colors(Figures.confusionMatrix(empty))).contains(lightest).doesNotContain(Color.RED.getRGB());
    }

    @Test
    void ofManyTrialsTheBestIsNamed() {
        Map<String, History> trials = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            trials.put(
                    "trial " + i,
                    new History(List.of(
                            new History.Epoch(1, 1, 0.5, 1, i / 30.0, 1, 1),
                            new History.Epoch(2, 1, 0.5, 1, i / 60.0, 1, 1))));
        }
        trials.put("failed", new History(List.of()));
        trials.put("diverged", new History(List.of(new History.Epoch(1, 1, 0.5, Double.NaN, Double.NaN, 1, 1))));
        Figure figure = Figures.trials(trials);
        assertThat(figure.alt()).contains("31 trials; the best, trial 29, reaches 0.9667");
        assertThat(colors(figure))
                .contains(Arrays.stream(Theme.palette()).map(Color::getRGB).toArray(Integer[]::new));
    }

    @Test
    void trialsOfOneEpochAreBarsToTheBestOfThem() {
        Map<String, History> trials = Map.of(
                "rate: 0.1", new History(List.of(new History.Epoch(1, 1, 0.5, 1, 0.1, 1, 1))),
                "rate: 1.0E-4", new History(List.of(new History.Epoch(1, 1, 0.5, 1, 0.2, 1, 1))));
        Figure figure = Figures.trials(trials);
        assertThat(figure.details()).isEmpty();
        // Bars begin behind the names, of which 0.0001 is the wider one; rows of 26 stand under a title of 32.
        int begin = (int) Math.round(20 + Text.width(Theme.font(Theme.TEXT), "0.0001"));
        int longest = 480 - begin - 64;
        BufferedImage image = figure.image(1);
        assertThat(image.getRGB(begin + longest - 4, 32 + 13)).isEqualTo(Theme.BLUE.getRGB());
        assertThat(image.getRGB(begin + longest / 2 - 4, 32 + 26 + 13)).isEqualTo(Theme.BACKDROP.getRGB());
        assertThat(image.getRGB(begin + longest / 2 + 4, 32 + 26 + 13)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void imagesFillTheirRows() {
        assertThat(IntStream.of(0, 1, 8, 9, 10, 16, 19, 32).map(ImageGrid::columns))
                .containsExactly(1, 1, 8, 9, 5, 8, 7, 8);
        assertThat(Figures.imageGrid(Collections.nCopies(9, Tile.of(plus(), "add")))
                        .panels())
                .as("three beside each other on a phone")
                .isEqualTo(3);
    }

    @Test
    void whereNoAccuracyIsANumberTheBestTrialHasNone() {
        var diverged = new History(List.of(new History.Epoch(1, 1, 0.5, Double.NaN, Double.NaN, 1, 1)));
        assertThat(Figures.trials(Map.of("diverged", diverged)).alt())
                .endsWith("the best, diverged, reaches no number");
        assertThat(Figures.lossCurves(diverged).alt()).contains("no validation loss is a number");
    }

    @Test
    void aTileShowsItsImageInItsPlace() {
        BufferedImage image = Figures.imageGrid(List.of(Tile.of(gray(1, 255), "paper"), Tile.of(plus(), "add")))
                .image(1);
        // 84 wide and 12 apart from 8 pixels on; the upright of the plus is at 106 of its 224 pixels.
        assertThat(image.getRGB(8 + 40, 8 + 25)).isEqualTo(Color.WHITE.getRGB());
        assertThat(image.getRGB(8 + 96 + 40, 8 + 25)).isEqualTo(Color.BLACK.getRGB());
        assertThat(image.getRGB(8 + 96 + 20, 8 + 25)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void everyTwentiethLineBetweenThePixelsIsBlue() {
        BufferedImage image = Figures.pixelGrid(plus(), "add").image(1);
        // Each pixel is two wide, from 64 and 40 on.
        assertThat(image.getRGB(64 + 2 * 107, 40 + 2 * 62)).as("ink").isEqualTo(Color.BLACK.getRGB());
        assertThat(image.getRGB(64 + 2 * 22, 40 + 2 * 22)).as("paper").isEqualTo(Color.WHITE.getRGB());
        Color twentieth = new Color(image.getRGB(64 + 2 * 100, 40 + 2 * 22));
        assertThat(twentieth.getBlue()).isGreaterThan(twentieth.getRed() + 30);
        Color fifth = new Color(image.getRGB(64 + 2 * 95, 40 + 2 * 22));
        assertThat(fifth.getBlue()).isEqualTo(fifth.getRed()).isLessThan(255);
    }

    @Test
    void aBarOfAHistogramIsAsHighAsItsCount() {
        BufferedImage image = Figures.histograms(gray(30, 50, 128, 128)).image(1);
        // The left chart is 440 wide; the bar of 50 stands in its left half, that of 128 in its right.
        int low = highestBar(image, 0, 200);
        assertThat(low).isGreaterThan(50);
        assertThat(highestBar(image, 200, 440)).isCloseTo(2 * low, within(4));
    }

    private static int highestBar(BufferedImage image, int from, int to) {
        return IntStream.range(from, to)
                .map(x -> (int) IntStream.range(0, image.getHeight())
                        .filter(y -> image.getRGB(x, y) == Theme.BLUE.getRGB())
                        .count())
                .max()
                .orElseThrow();
    }

    @Test
    void aPointOfTheReliabilityCurveIsAsHighAsTheShareRight() {
        int quarter = heightOfPoint(0.25);
        int half = heightOfPoint(0.5);
        assertThat(half - quarter).isGreaterThan(20);
        assertThat(heightOfPoint(0.75) - half).isCloseTo(half - quarter, within(4));
    }

    /** Of the first blue from the top, the narrow interval's end or the marker's; above the chart's lower edge. */
    private static int heightOfPoint(double right) {
        int size = 4_000;
        float[][] sure = new float[size][];
        Arrays.fill(sure, new float[] {0.75f, 0.25f});
        int[] labels = new int[size];
        Arrays.fill(labels, (int) (right * size), size, 1);
        BufferedImage image = Figures.reliability(Calibration.of(new Predictions(List.of("a", "b"), labels, sure)))
                .image(1);
        return image.getHeight()
                - IntStream.range(0, image.getHeight())
                        .filter(y -> IntStream.range(0, 440).anyMatch(x -> image.getRGB(x, y) == Theme.BLUE.getRGB()))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void theThirdPanelOfFiltersIsTheirDifference() {
        INDArray before = Nd4j.zeros(8, 3, 2, 2);
        before.get(NDArrayIndex.all(), NDArrayIndex.point(0)).assign(1);
        INDArray after = before.dup();
        after.get(NDArrayIndex.all(), NDArrayIndex.point(1)).assign(1);
        BufferedImage image = Figures.filters(before, after).image(1);
        // Panels of 308 are 16 apart; under a title of 32 and in a margin of 8 begin filters of 33.
        assertThat(IntStream.range(0, 3).mapToObj(panel -> new Color(image.getRGB(324 * panel + 24, 56))))
                .containsExactly(new Color(255, 128, 128), new Color(255, 255, 128), new Color(128, 255, 128));
    }

    /** An image whose pixels have these gray values in turn. */
    private static BufferedImage gray(int side, int... values) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, 0x010101 * values[i % values.length]);
        }
        return image;
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
            // The legend is in this colour always; a line of losses only where these are numbers.
            long losses = count(Figures.lossCurves(history), Theme.VERMILION);
            assertThat(count(Figures.lossAndAccuracy(history), Theme.VERMILION)).isGreaterThan(loss == 0 ? 0 : losses);
            assertThat(count(Figures.accuracyCurves(history), Theme.VERMILION)).isGreaterThan(loss == 0 ? 0 : losses);
            assertThat(losses).isBetween(loss == 0 ? 300L : 1L, loss == 0 ? Long.MAX_VALUE : 300L);
            assertThat(count(Figures.comparison(Map.of("a", history)), Theme.BLUE))
                    .isGreaterThan(500);
            boolean marked = count(Figures.lossAndAccuracy(new History(List.of(epoch))), Theme.BLACK) > 0;
            assertThat(marked).as("whether there is a best epoch").isEqualTo(loss == 0);
        }
    }

    private static long count(Figure figure, Color color) {
        BufferedImage image = figure.image(1);
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(pixel -> pixel == color.getRGB())
                .count();
    }

    @Test
    void aCurveIsZoomedInOnlyWhereThatShowsMore() {
        History near = new History(List.of(new History.Epoch(1, 1.7, 0.1, 1, 0.45, 1, 1)));
        History far = new History(List.of(new History.Epoch(1, 2, 0.1, 1, 0.55, 1, 1)));

        assertThat(List.of(near, far))
                .extracting(history -> Figures.lossCurves(history).panels())
                .containsExactly(1, 2);
        assertThat(List.of(near, far))
                .extracting(history -> Figures.accuracyCurves(history).panels())
                .containsExactly(1, 2);
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

    @Test
    void aRightReadingIsFramedInGreenAndAWrongOneInVermilion() {
        BufferedImage plus = plus();
        var right = new Reading(plus, "add", Optional.of("add"));
        var wrong = new Reading(plus, "mul", Optional.of("add"));
        var unknown = new Reading(plus, "add", Optional.empty());

        Figure figure = Figures.readings(List.of(right, wrong, unknown));

        BufferedImage image = figure.image(1);
        // The drawings begin at 8 pixels, 104 wide and 14 apart; their frames run 26 pixels from the top.
        assertThat(image.getRGB(8 + 20, 26)).isEqualTo(Theme.GREEN.getRGB());
        assertThat(image.getRGB(8 + 118 + 20, 26)).isEqualTo(Theme.VERMILION.getRGB());
        assertThat(image.getRGB(8 + 2 * 118 + 20, 26)).isNotIn(Theme.GREEN.getRGB(), Theme.VERMILION.getRGB());
        assertThat(figure.alt()).endsWith("add (right), mul (wrong: add was meant), add");
    }

    @Test
    void aBlockIsAsHighAsItsMapsHavePixelsAndAsWideAsItHasChannels() {
        Figure figure = Figures.architecture(Map.of("Small", network()));
        BufferedImage image = figure.image(4);
        Rectangle convolution = bounds(image, Theme.BLUE);
        Rectangle output = bounds(image, Theme.VERMILION);
        // 100 pixels of 0.6, 400 channels of 0.055, at four times the size; the lines around take some of it.
        assertThat(convolution.height).isCloseTo(240, within(6));
        assertThat(convolution.width).isCloseTo(88, within(6));
        assertThat(output.width).isCloseTo(2 * convolution.width, within(6));
        assertThat(figure.alt()).isEqualTo("Drawn to scale: Small from 3 × 102 × 102, 400 × 100 × 100, 800");
    }

    /** What a colour covers, without the legend, which is the lowest part of the figure. */
    private static Rectangle bounds(BufferedImage image, Color color) {
        Rectangle bounds = new Rectangle(-1, -1);
        for (int y = 0; y < image.getHeight() - 4 * 30; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) == color.getRGB()) {
                    bounds.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return bounds;
    }

    private static Summary network() {
        return Summary.of(
                new NeuralNetConfiguration.Builder()
                        .list()
                        .layer(new ConvolutionLayer.Builder(3, 3).nOut(400).build())
                        .layer(new OutputLayer.Builder()
                                .nOut(800)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.convolutional(102, 102, 3))
                        .build(),
                InputType.convolutional(102, 102, 3));
    }

    @Test
    void theMapsOfGreatestContrastComeFirstEachInItsOwnScale() {
        INDArray maps = Nd4j.zeros(2, 2, 2);
        maps.putScalar(0, 0, 0, 1);
        maps.putScalar(new int[] {1, 1, 1}, 5);
        BufferedImage image = Figures.featureMaps(plus(), List.of(new FeatureMaps("conv1", maps)))
                .image(1);
        // Behind the image of 212 with its margins and a gap stands the first map, 50 wide, under a title of 32.
        int left = 212 + 16 + 16 + 8;
        int top = 32 + 8;
        int strongest = ColorMap.YELLOW_GREEN_BLUE.at(1).getRGB();
        assertThat(image.getRGB(left + 40, top + 40)).isEqualTo(strongest);
        assertThat(image.getRGB(left + 10, top + 10))
                .isEqualTo(ColorMap.YELLOW_GREEN_BLUE.at(0).getRGB());
        assertThat(image.getRGB(left + 54 + 10, top + 10)).isEqualTo(strongest);
    }

    static Set<Integer> colors(Figure figure) {
        BufferedImage image = figure.image(1);
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .boxed()
                .collect(Collectors.toSet());
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
