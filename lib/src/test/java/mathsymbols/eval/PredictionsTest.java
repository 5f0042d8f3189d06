package mathsymbols.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.io.Progress;
import mathsymbols.train.Blobs;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PredictionsTest {
    private static final List<String> CLASSES = List.of("add", "sub", "x");
    private static final Predictions FOUR = new Predictions(CLASSES, new int[] {0, 1, 2, 2}, new float[][] {
        {0.8f, 0.1f, 0.1f}, {0.5f, 0.5f, 0}, {0, 0.25f, 0.75f}, {0.9f, 0.1f, 0}
    });

    @TempDir
    Path folder;

    @Test
    void theFirstOfEquallyProbableClassesIsPredicted() {
        assertThat(FOUR.predicted(1)).isZero();
        assertThat(FOUR.correct()).isEqualTo(2);
        assertThat(FOUR.accuracy()).isEqualTo(0.5);
    }

    @Test
    void theLossIsTheMeanNegativeLogarithmOfTheTrueClassesProbability() {
        assertThat(FOUR.loss(0)).isEqualTo(-Math.log(0.8), within(1e-6));
        assertThat(FOUR.subset(0, 1, 2).loss())
                .isEqualTo(-(Math.log(0.8) + Math.log(0.5) + Math.log(0.75)) / 3, within(1e-6));
    }

    @Test
    void theLossStaysFiniteWhereAProbabilityIsZero() {
        assertThat(FOUR.loss(3)).isEqualTo(87.3, within(0.1));
    }

    @Test
    void aSubsetKeepsTheOrderAskedFor() {
        Predictions two = FOUR.subset(2, 0);
        assertThat(two.actual()).containsExactly(2, 0);
        assertThat(two.correct()).isEqualTo(2);
    }

    @Test
    void theScoreCarriesItsIntervals() {
        assertThat(FOUR.subset().score()).hasToString("no images, and so no score");
        assertThat(FOUR.subset(1).score().toString()).contains("of 1;").endsWith("(unknown)");
        Score score = FOUR.score();
        assertThat(score.correct()).isEqualTo(2);
        assertThat(score.accuracyInterval()).isEqualTo(Interval.wilson(2, 4));
        assertThat(score.lossInterval().contains(score.loss())).isTrue();
        assertThat(score.toString()).startsWith("accuracy 0.5000 (2 of 4; 95 % interval 0.1500 … 0.8500), loss 22.1");
    }

    @Test
    void aScoreKeepsItsNamesInJson() {
        assertThat(Json.MAPPER.valueToTree(FOUR.score()).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("loss", "lossInterval", "accuracy", "accuracyInterval", "correct", "of");
    }

    @Test
    void everyExampleHasTheProbabilitiesThatTheNetworkGivesAlsoInASmallerLastBatch() {
        MultiLayerNetwork network = Blobs.network(0.01);
        Blobs examples = new Blobs(150, 1);
        List<Long> done = new ArrayList<>();
        Predictions predictions = Predictions.of(network, examples, (task, now, total) -> done.add(now));

        FloatBuffer inputs = FloatBuffer.allocate(150 * 8);
        IntStream.range(0, 150).forEach(i -> examples.read(i, inputs));
        INDArray expected = network.output(Nd4j.create(inputs.array(), new int[] {150, 8}));
        assertThat(Nd4j.createFromArray(predictions.probabilities()).equalsWithEps(expected, 1e-6))
                .isTrue();
        assertThat(predictions.classes()).containsExactly("a", "b", "c");
        assertThat(predictions.actual()).startsWith(0, 1, 2, 0).hasSize(150);
        assertThat(done).containsExactly(64L, 128L, 150L);
        network.close();
    }

    @Test
    void anInterruptEndsAPredictionAfterTheBatch() {
        MultiLayerNetwork network = Blobs.network(0.01);
        List<Long> done = new ArrayList<>();
        Progress interrupting = (task, now, total) -> {
            done.add(now);
            Thread.currentThread().interrupt();
        };

        assertThatThrownBy(() -> Predictions.of(network, new Blobs(150, 1), interrupting))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly(64L);
        network.close();
    }

    @Test
    void savedPredictionsComeBackToTheBit() throws IOException {
        Path file = folder.resolve("new/test_predictions.json");
        FOUR.save(file);
        Predictions loaded = Predictions.load(file);
        assertThat(loaded).usingRecursiveComparison().isEqualTo(FOUR);
    }

    @Test
    void aMissingFileNamesTheRemedy() {
        assertThatThrownBy(() -> Predictions.load(folder.resolve("vgg19.json")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("vgg19.json is not there: run the notebook");
    }

    @Test
    void aFileThatHoldsSomethingElseIsRefused() throws IOException {
        Path file = folder.resolve("wrong.json");
        for (String content : List.of(
                "",
                "{}",
                "[1]",
                "null",
                "{\"classes\":[\"a\"],\"actual\":[0],\"probabilities\":[null]}",
                "{\"classes\":[\"a\"],\"actual\":[3],\"probabilities\":[[1]]}")) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> Predictions.load(file))
                    .as(content)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("wrong.json is damaged or not a model's predictions");
        }
    }

    @Test
    void labelsAndProbabilitiesMustGoTogether() {
        assertThatThrownBy(() -> new Predictions(CLASSES, new int[1], new float[2][3]))
                .hasMessageContaining("1 labels");
        assertThatThrownBy(() -> new Predictions(CLASSES, new int[1], new float[1][2]))
                .hasMessageContaining("2 probabilities, but there are 3 classes");
    }
}
