package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import mathsymbols.data.Augmentation;
import mathsymbols.eval.Predictions;
import mathsymbols.eval.Score;
import mathsymbols.io.Progress;
import mathsymbols.train.Fit.Stop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private final Blobs train = new Blobs(150, 1);
    private final Blobs validation = new Blobs(45, 2);

    @Test
    void aNetworkLearns() {
        MultiLayerNetwork network = Blobs.network(0.01);
        try (Fit fit = Trainer.of(network).epochs(12).batchSize(16).fit(train, validation)) {
            assertThat(fit.stop()).isEqualTo(Stop.COMPLETED);
            assertThat(fit.history().epochs())
                    .extracting(History.Epoch::epoch)
                    .hasSize(12)
                    .startsWith(1, 2)
                    .endsWith(12);
            assertThat(fit.history().last().orElseThrow().valAccuracy()).isGreaterThan(0.7);
        }
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(figures(fit(3))).isEqualTo(figures(fit(3))).isNotEqualTo(figures(fit(4)));
    }

    @Test
    void everyBatchIsReportedTheLastOneBeingSmaller() {
        List<TrainingListener.Step> steps = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void batchDone(Step step) {
                steps.add(step);
            }
        };
        try (Fit fit =
                Trainer.of(Blobs.network(0.01)).batchSize(64).listener(listener).fit(train, validation)) {
            assertThat(steps).extracting(TrainingListener.Step::batch).containsExactly(1, 2, 3);
            assertThat(steps.get(2).loss())
                    .isEqualTo(fit.history().epochs().get(0).loss());
        }
    }

    @Test
    void theValidationFiguresAreThoseOfAnEvaluation() {
        MultiLayerNetwork network = Blobs.network(0.01);
        try (Fit fit = Trainer.of(network).epochs(2).batchSize(16).fit(train, validation)) {
            Score score = score(network);
            History.Epoch last = fit.history().last().orElseThrow();
            assertThat(score.total()).isEqualTo(45);
            assertThat(score.accuracy()).isEqualTo(last.valAccuracy());
            assertThat(score.loss()).isEqualTo(last.valLoss(), within(1e-6));
        }
    }

    @Test
    void theBestAndTheLastWeightsCanBothBeHad() {
        MultiLayerNetwork network = Blobs.network(0.3);
        try (Fit fit = Trainer.of(network).epochs(8).batchSize(16).fit(train, validation)) {
            History.Epoch best = fit.history().best(Monitor.VAL_LOSS).orElseThrow();
            History.Epoch last = fit.history().last().orElseThrow();
            assertThat(best.epoch()).isLessThan(8);
            assertThat(fit.bestEpoch()).hasValue(best.epoch());
            fit.useBest();
            assertThat(score(network).loss()).isEqualTo(best.valLoss(), within(1e-6));
            fit.useLast();
            assertThat(score(network).loss()).isEqualTo(last.valLoss(), within(1e-6));
        }
    }

    @Test
    void aLossThatIsNotANumberStopsTheFitWithASentence() {
        assertThatThrownBy(() ->
                        Trainer.of(Blobs.network(1e30)).epochs(3).batchSize(16).fit(train, validation))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching(
                        "The loss is no longer a finite number in epoch 1, (batch \\d+ of 10|the validation), "
                                + "at a learning rate of 1.0E30: try a smaller one.");
    }

    @Test
    void whatCannotBeTrainedIsRefusedWithASentence() {
        Trainer trainer = Trainer.of(Blobs.network(0.01));

        assertThatThrownBy(() -> trainer.fit(train, new Blobs(0, 1)))
                .hasMessage("The number of validation examples must be at least 1, not 0.");
        assertThatThrownBy(() -> trainer.batchSize(0)).hasMessage("The batch size must be at least 1, not 0.");
    }

    @Test
    void everyEpochSeesOtherVersionsOfTheTrainingExamplesButNotOfTheValidation() {
        Set<List<Float>> seen = ConcurrentHashMap.newKeySet();
        Augmentation watching = new Watched(seen);
        MultiLayerNetwork network = Blobs.network(0.01);
        try (Fit fit = Trainer.of(network)
                .epochs(2)
                .batchSize(16)
                .augmentation(watching)
                .fit(train, validation)) {
            assertThat(seen).as("150 examples in two epochs").hasSize(300);
            assertThat(score(network).loss())
                    .isEqualTo(fit.history().last().orElseThrow().valLoss(), within(1e-6));
        }
    }

    /** Notes what it was given and what it drew. */
    private record Watched(Set<List<Float>> seen) implements Augmentation {
        @Override
        public float[] apply(float[] values, long[] shape, RandomGenerator random) {
            values[0] += random.nextFloat();
            seen.add(List.of(values[0], values[1]));
            return values;
        }
    }

    private Score score(MultiLayerNetwork network) {
        return Predictions.of(network, validation, Progress.NONE).score();
    }

    private History fit(long seed) {
        MultiLayerNetwork network = Blobs.network(0.01);
        try (Fit fit = Trainer.of(network).epochs(3).batchSize(16).seed(seed).fit(train, validation)) {
            return fit.history();
        }
    }

    /** A history without its times. */
    static List<List<Double>> figures(History history) {
        return history.epochs().stream()
                .map(e -> List.of(e.loss(), e.accuracy(), e.valLoss(), e.valAccuracy()))
                .toList();
    }
}
