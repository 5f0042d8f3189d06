package mathsymbols.train;

import static mathsymbols.train.TrainerTest.figures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import mathsymbols.io.InputException;
import mathsymbols.nn.RunningAverages;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondAveragesTest {
    private static final int EPOCHS = 4;

    @TempDir
    private Path folder;

    private final Blobs train = new Blobs(150, 1);
    private final Blobs validation = new Blobs(45, 2);

    @Test
    void oneTrainingGivesTheHistoryOfATwinUnderTheOtherMomentum() {
        MultiLayerNetwork network = network(0.99);
        try (Fit fit = fit(network, 0.9, EPOCHS).fit(train, validation);
                Fit alone = trainer(network(0.99), EPOCHS).fit(train, validation);
                Fit twin = trainer(network(0.9), EPOCHS).fit(train, validation)) {
            assertThat(figures(fit.history())).isEqualTo(figures(alone.history()));
            assertThat(alone.secondHistory().epochs()).isEmpty();
            assertThat(fit.secondHistory().values(Monitor.LOSS))
                    .isEqualTo(fit.history().values(Monitor.LOSS));
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                double second = fit.secondHistory().values(Monitor.VAL_LOSS).get(epoch);
                assertThat(second)
                        .isCloseTo(twin.history().values(Monitor.VAL_LOSS).get(epoch), within(1e-4));
                assertThat(second)
                        .isNotCloseTo(fit.history().values(Monitor.VAL_LOSS).get(epoch), within(1e-3));
            }
        }
    }

    @Test
    void aResumedFitGoesOnWithItsSecondAverages() {
        try (Fit whole = fit(network(0.99), 0.9, EPOCHS).fit(train, validation);
                Fit first = fit(network(0.99), 0.9, 2).checkpoint(folder).fit(train, validation);
                Fit resumed = fit(network(0.99), 0.9, EPOCHS).checkpoint(folder).fit(train, validation)) {
            assertThat(first.secondHistory().epochs()).hasSize(2);
            assertThat(figures(resumed.secondHistory())).isEqualTo(figures(whole.secondHistory()));
        }
    }

    @Test
    void aCheckpointMadeWithoutThemIsRefused() {
        trainer(network(0.99), 1).checkpoint(folder).fit(train, validation).close();

        assertThatThrownBy(() -> fit(network(0.99), 0.9, 2).checkpoint(folder).fit(train, validation))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("second momentum");
    }

    private static Trainer fit(MultiLayerNetwork network, double momentum, int epochs) {
        return trainer(network, epochs).secondAverages(RunningAverages.of(network, momentum));
    }

    private static Trainer trainer(MultiLayerNetwork network, int epochs) {
        return Trainer.of(network).epochs(epochs).batchSize(16);
    }

    private static MultiLayerNetwork network(double momentum) {
        MultiLayerConfiguration configuration = Blobs.configuration(0.01);
        ((BatchNormalization) configuration.getConf(1).getLayer()).setDecay(momentum);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }
}
