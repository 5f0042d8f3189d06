package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import mathsymbols.data.SampleImages;
import mathsymbols.data.SplitImages;
import mathsymbols.data.sample.NonSymbol;
import mathsymbols.io.Progress;
import mathsymbols.nn.FeatureCache;
import mathsymbols.nn.SplitFeatures;
import mathsymbols.nn.Tiles;
import mathsymbols.nn.TransferHead;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionTrialTest {
    @TempDir
    private Path folder;

    private SplitImages images;

    @BeforeEach
    void drawSample() throws IOException {
        images = SampleImages.in(folder);
    }

    private SymbolClassifier classifier(Tiles base) {
        int classes = images.classes().size();
        return new SymbolClassifier(base, TransferHead.build(base.shape(), classes, 4), images.classes(), null);
    }

    @Test
    void featuresThatAreKnownGiveTheLogitsOfTheirImages() {
        Tiles base = new Tiles();
        SplitFeatures features = FeatureCache.open(base, images, folder, Progress.NONE);
        try (SymbolClassifier classifier = classifier(base)) {
            RejectionTrial ofImages = RejectionTrial.of(
                    classifier, Clusters.of(classifier, features.train()), images.validation(), images.test(), 3, 7);
            RejectionTrial ofFeatures = RejectionTrial.of(classifier, features, 3, 7);

            assertThat(ofFeatures.others()).containsOnlyKeys(ofImages.others().keySet());
            assertSame(ofFeatures.symbols(), ofImages.symbols());
            ofFeatures
                    .others()
                    .forEach((kind, logits) ->
                            assertSame(logits, ofImages.others().get(kind)));
            assertThat(ofFeatures.rule(0.9).score()).isInstanceOf(Clusters.class);
        }
    }

    @Test
    void clustersOfFeaturesLieAroundTheLogitsOfTheTrainingImages() {
        Tiles base = new Tiles();
        SplitFeatures features = FeatureCache.open(base, images, folder, Progress.NONE);
        try (SymbolClassifier classifier = classifier(base)) {
            int classes = images.classes().size();
            Clusters clusters = Clusters.of(classifier, features.train()).orElseThrow();

            float[][] logits = classifier.logits(
                    images.train().size(), i -> classifier.input(images.train().image(i)));
            assertThat(clusters.classes()).hasSize(classes);
            for (int label = 0; label < classes; label++) {
                float[] mean = clusters.classes().get(label).mean();
                for (int k = 0; k < classes; k++) {
                    assertThat((double) mean[k])
                            .as("logit %d of class %d", k, label)
                            .isCloseTo(meanLogit(logits, label, k), within(1e-4));
                }
            }
            float[] white = classifier.logits(1, any -> classifier.input(NonSymbol.EMPTY_PAPER.draw(0)))[0];
            assertThat(clusters.of(white)).as("score of empty paper").isEqualTo(Clusters.OF_PAPER);
        }
    }

    private double meanLogit(float[][] logits, int label, int k) {
        return IntStream.range(0, logits.length)
                .filter(i -> images.train().label(i) == label)
                .mapToDouble(i -> logits[i][k])
                .average()
                .orElseThrow();
    }

    @Test
    void theReaderKnowsNoFeatures() {
        SplitFeatures features = FeatureCache.open(new Tiles(), images, folder, Progress.NONE);
        try (SymbolClassifier reader = TinyReader.random(1, images.classes())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RejectionTrial.of(reader, features, 3, 7))
                    .withMessageContaining("the reader");
        }
    }

    private static void assertSame(float[][] actual, float[][] expected) {
        assertThat(actual).hasNumberOfRows(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(1e-4f));
        }
    }
}
