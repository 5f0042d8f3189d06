package mathsymbols.train;

import static mathsymbols.train.TrainerTest.figures;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import mathsymbols.eval.Predictions;
import mathsymbols.eval.Score;
import mathsymbols.io.Progress;
import mathsymbols.train.Fit.Stop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
    @TempDir
    private Path folder;

    private final Blobs train = new Blobs(150, 1);
    private final Blobs validation = new Blobs(45, 2);

    /** Interrupts the training thread, as a notebook's square button does. */
    private static final class Button implements TrainingListener {
        private final int epoch;
        private final String moment;
        private int batchesAfterwards;
        private boolean pressed;

        Button(int epoch, String moment) {
            this.epoch = epoch;
            this.moment = moment;
        }

        private void press(int inEpoch, String now) {
            if (pressed) {
                batchesAfterwards += now.equals("batch") ? 1 : 0;
            } else if (inEpoch == epoch && now.equals(moment)) {
                pressed = true;
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void batchDone(Step step) {
            press(step.epoch(), "batch");
        }

        @Override
        public void validating(int inEpoch, int done, int total) {
            press(inEpoch, "validation");
        }

        @Override
        public void epochDone(History history) {
            press(history.epochs().size(), "epoch");
        }
    }

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void anInterruptStopsWithinABatchAndTheSameCallContinues() {
        for (String moment : new String[] {"batch", "validation", "epoch"}) {
            Path checkpoint = folder.resolve(moment);
            Button button = new Button(3, moment);
            MultiLayerNetwork network = Blobs.network(0.05);
            try (Fit stopped =
                    fit(network).checkpoint(checkpoint).listener(button).fit(train, validation)) {
                assertThat(Thread.interrupted())
                        .as("the thread stays interrupted")
                        .isTrue();
                assertThat(stopped.stop()).isEqualTo(Stop.INTERRUPTED);
                assertThat(button.batchesAfterwards).isZero();
                assertThat(stopped.history().epochs()).hasSize(moment.equals("epoch") ? 3 : 2);

                double last = score(network).loss();
                assertThat(last).as("the network is usable").isFinite();
                stopped.useBest();
                stopped.useLast();
                assertThat(score(network).loss()).isEqualTo(last);
            }
            try (Fit continued = fit(network).checkpoint(checkpoint).fit(train, validation);
                    Fit through = fit(Blobs.network(0.05)).fit(train, validation)) {
                assertThat(continued.stop()).isEqualTo(Stop.COMPLETED);
                assertThat(figures(continued.history())).isEqualTo(figures(through.history()));
            }
        }
    }

    @Test
    void anInterruptBeforeTheFirstBatchLeavesTheNetworkAsItWas() {
        MultiLayerNetwork network = Blobs.network(0.05);
        Thread.currentThread().interrupt();
        try (Fit fit = fit(network).fit(train, validation)) {
            assertThat(fit.history().epochs()).isEmpty();
            assertThat(fit.bestEpoch()).isEmpty();
            fit.useBest();
            assertThat(network.params()).isEqualTo(Blobs.network(0.05).params());
        }
    }

    @Test
    void anInterruptInTheFirstEpochIsUndoneByTheSameCall() {
        MultiLayerNetwork network = Blobs.network(0.05);
        MultiLayerNetwork uninterrupted = Blobs.network(0.05);
        fit(network)
                .checkpoint(folder)
                .listener(new Button(1, "batch"))
                .fit(train, validation)
                .close();
        assertThat(Thread.interrupted()).isTrue();
        try (Fit continued = fit(network).checkpoint(folder).fit(train, validation);
                Fit through = fit(uninterrupted).fit(train, validation)) {
            assertThat(figures(continued.history())).isEqualTo(figures(through.history()));
            assertThat(network.params()).isEqualTo(uninterrupted.params());
        }
    }

    @Test
    void anInterruptBeforeAFitIsResumedLeavesItWhereItsCheckpointIs() {
        fit(Blobs.network(0.05))
                .epochs(2)
                .checkpoint(folder)
                .fit(train, validation)
                .close();
        Thread.currentThread().interrupt();
        try (Fit fit = fit(Blobs.network(0.05)).checkpoint(folder).fit(train, validation)) {
            assertThat(fit.stop()).isEqualTo(Stop.INTERRUPTED);
            assertThat(fit.history().epochs()).hasSize(2);
        }
    }

    private Score score(MultiLayerNetwork network) {
        return Predictions.of(network, validation, Progress.NONE).score();
    }

    private static Trainer fit(MultiLayerNetwork network) {
        return Trainer.of(network).epochs(5).batchSize(16);
    }
}
