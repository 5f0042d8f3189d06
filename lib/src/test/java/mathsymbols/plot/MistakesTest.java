package mathsymbols.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageSet;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Split;
import mathsymbols.data.sample.Sample;
import mathsymbols.eval.DataAudit;
import mathsymbols.eval.DataAudit.Copies;
import mathsymbols.eval.DataAudit.Part;
import mathsymbols.eval.DataAudit.Placed;
import mathsymbols.eval.Predictions;
import mathsymbols.io.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MistakesTest {
    @TempDir
    static Path folder;

    private static Dataset dataset;
    private static ImageSet test;

    @BeforeAll
    static void drawASample() throws IOException {
        Sample.generate(folder.resolve("sample.zip"), 1, 10);
        dataset = Dataset.open(folder.resolve("sample.zip"));
        test = PixelCache.open(dataset, Split.ofReport(dataset), folder, Progress.NONE)
                .test();
    }

    @AfterAll
    static void close() {
        dataset.close();
    }

    @Test
    void theHighestLossComesFirstWithWhatItIsAndWhatItWasTakenFor() {
        Figure figure = Figures.topLosses(allTakenFor("add"), test);
        assertThat(figure.alt()).contains("0 → add 90.0 % sure loss 5.19").doesNotContain("dec → dec");
        // 8 pixels from the edge, 84 wide: the image of the first 0 itself, scaled.
        assertThat(darkness(figure.image(1), 8, 8, 84)).isCloseTo(darkness(test.image(0), 0, 0, 224), within(0.02));
    }

    @Test
    void theHighestLossesCanBeSortedByWhatIsWrittenUnderThem() {
        List<Detail> pieces = Figures.topLosses(allTakenFor("add"), test).details();
        Detail.Piece first = (Detail.Piece) pieces.get(0);
        assertThat(pieces).hasSize(16);
        assertThat(first.box()).isEqualTo(new Detail.Box(2, 2, 96, 84 + 3 * 18 + 12));
        assertThat(first.by())
                .containsEntry("true class", "0")
                .containsEntry("answer", "add")
                .containsKeys("loss", "how sure the model was");
    }

    @Test
    void aMistakenCellKnowsItsImages() {
        Figure figure = Figures.confusionMatrix(allTakenFor("add"), test);
        List<Detail.Cell> cells =
                figure.details().stream().map(Detail.Cell.class::cast).toList();
        assertThat(cells).hasSize(test.classes().size());
        assertThat(cells.get(0).says()).isEqualTo("1 of 1 images of 0 read as add");
        assertThat(cells.get(0).images())
                .singleElement()
                .asString()
                .startsWith("data:image/png;base64,")
                .hasSizeLessThan(4_000);
        assertThat(cells.get(cells.size() - 1).name())
                .as("what is right comes last")
                .isEqualTo("add → add, 1");
        assertThat(cells.get(cells.size() - 1).images()).isEmpty();
        // The first row, the column of add, in cells of 30.
        assertThat(cells.get(0).box()).isEqualTo(new Detail.Box(84 + 10 * 30, 48, 30, 30));
    }

    @Test
    void confusedClassesAreShownBetweenTypicalOnesWhereThereAreAny() {
        Figure figure = Figures.mostConfused(allTakenFor("add"), test);
        assertThat(figure.alt()).contains("0 → add, 1×");
        // In the first of two columns, under its title of 32: no typical 0 was found, so the mistaken image comes
        // first.
        assertThat(darkness(figure.image(1), 8, 32 + 8, 84))
                .isCloseTo(darkness(test.image(0), 0, 0, 224), within(0.02));
    }

    @Test
    void aModelWithoutMistakesAndDataWithoutDoublesAreSaidToBeSo() {
        Predictions right = new Predictions(test.classes(), new int[1], new float[][] {probabilities(0)});
        Figure none = Figures.mostConfused(right, test.subset(0));
        assertThat(none.html()).isEqualTo("<p>No image was taken for one of another class.</p>");
        Figure clean = Figures.duplicates(new DataAudit(7, List.of(), List.of()), dataset);
        assertThat(clean.html()).isEqualTo("<p>No two images are identical, and no two look alike.</p>");
        assertThat(darkness(clean.image(1), 0, 0, clean.height()))
                .as("the sentence where only a picture can be shown")
                .isPositive();
    }

    @Test
    void predictionsOfOtherImagesAreRefused() {
        Predictions all = allTakenFor("add");
        assertThatThrownBy(() -> Figures.topLosses(all, test.subset(0)))
                .hasMessageContaining("do not go with 1 images");
    }

    @Test
    void imagesThatAreThereTwiceAreShownSideBySide() {
        Placed first = new Placed(test.ref(0), Part.TRAINING);
        Placed second = new Placed(test.ref(1), Part.TEST);
        var audit = new DataAudit(2, List.of(new Copies(List.of(first, second))), List.of());
        Figure figure = Figures.duplicates(audit, dataset);
        assertThat(figure.alt()).contains("1 surplus copies");
        // Under the title of 32, two images of 96 with 10 between.
        assertThat(darkness(figure.image(1), 8, 32 + 8, 96))
                .isCloseTo(darkness(test.image(0), 0, 0, 224), within(0.02));
        assertThat(darkness(figure.image(1), 8 + 106, 32 + 8, 96))
                .isCloseTo(darkness(test.image(1), 0, 0, 224), within(0.02));
    }

    /** The mean of a square, 0 for white and 1 for black. */
    private static double darkness(BufferedImage image, int left, int top, int side) {
        return 1
                - Arrays.stream(image.getRGB(left, top, side, side, null, 0, side))
                                .map(pixel -> pixel & 0xff)
                                .average()
                                .orElseThrow()
                        / 255;
    }

    private static Predictions allTakenFor(String name) {
        float[][] probabilities = new float[test.size()][];
        Arrays.setAll(probabilities, i -> probabilities(test.classes().indexOf(name)));
        return Predictions.of(test, probabilities);
    }

    private static float[] probabilities(int sure) {
        float[] row = new float[test.classes().size()];
        Arrays.fill(row, 0.1f / (row.length - 1));
        row[sure] = 0.9f;
        return row;
    }
}
