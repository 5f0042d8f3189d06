package mathsymbols.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(figure.image(1)).isNotNull();
    }

    @Test
    void confusedClassesAreShownBetweenTypicalOnesWhereThereAreAny() {
        Figure figure = Figures.mostConfused(allTakenFor("add"), test);
        assertThat(figure.alt()).contains("0 → add, 1×");
        assertThat(figure.image(1)).isNotNull();
    }

    @Test
    void aModelWithoutMistakesAndDataWithoutDoublesAreSaidToBeSo() {
        Predictions right = new Predictions(test.classes(), new int[1], new float[][] {probabilities(0)});
        Figure none = Figures.mostConfused(right, test.subset(0));
        assertThat(none.alt()).endsWith("actual → predicted: none");
        assertThat(none.image(1)).isNotNull();
        Figure clean = Figures.duplicates(new DataAudit(7, List.of(), List.of()), dataset);
        assertThat(clean.alt()).contains("7 images: 0 surplus copies");
        assertThat(clean.image(1)).isNotNull();
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
        assertThat(figure.image(1)).isNotNull();
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
