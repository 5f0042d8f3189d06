package mathsymbols.train;

import static mathsymbols.train.TrainerTest.figures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mathsymbols.data.Examples;
import mathsymbols.eval.Predictions;
import mathsymbols.io.Progress;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The parts of a training that can be left out: label smoothing, averaged weights, a learning rate that changes. */
class TrainingPartsTest {
    private static final int EPOCHS = 5;
    private static final int STEPS = 10; // an epoch: 150 examples, 16 a batch

    @TempDir
    private Path folder;

    private final Blobs train = new Blobs(150, 1);
    private final Blobs validation = new Blobs(45, 2);

    /** One example of class 0 of three; it is all zeros, so that only the biases learn. */
    private record One() implements Examples {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b", "c");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public long[] shape() {
            return new long[] {2};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            target.put(new float[2]);
        }
    }

    @Test
    void smoothedLabelsAreWhatAStepGoesFor() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Sgd(1))
                .weightInit(WeightInit.ZERO)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(2)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        try (Fit fit = Trainer.of(network).labelSmoothing(0.3).fit(new One(), new One())) {
            // the gradient is softmax − label: 1/3 − (0.7 + 0.1) for the right class, 1/3 − 0.1 for the others
            assertThat(network.getLayer(0).getParam("b").toFloatVector())
                    .containsExactly(new float[] {0.8f - 1 / 3f, 0.1f - 1 / 3f, 0.1f - 1 / 3f}, within(1e-6f));
            assertThat(fit.history().last().orElseThrow().loss())
                    .as("the loss that is reported is not smoothed")
                    .isCloseTo(Math.log(3), within(1e-6));
        }
    }

    @Test
    void theAveragesAreThoseOfTheWeightsAfterEveryStepAndLearningDoesNotSeeThem() {
        MultiLayerNetwork plain = Blobs.network(0.05);
        INDArray expected = plain.params().dup();
        List<Integer> steps = new ArrayList<>();
        TrainingListener byHand = new TrainingListener() {
            @Override
            public void batchDone(Step step) {
                steps.add(step.batch());
                double kept = Math.min(0.9, (1.0 + steps.size()) / (10.0 + steps.size()));
                expected.muli(kept).addi(plain.params().mul(1 - kept));
            }
        };
        MultiLayerNetwork network = Blobs.network(0.05);
        try (Fit alone = trainer(plain).listener(byHand).fit(train, validation);
                Fit averaged = trainer(network).averaging(0.9).fit(train, validation)) {
            assertThat(averaged.history().values(Monitor.LOSS))
                    .isEqualTo(alone.history().values(Monitor.LOSS));
            assertThat(network.params().toFloatVector()).containsExactly(expected.toFloatVector(), within(1e-5f));
            assertThat(averaged.history().values(Monitor.VAL_LOSS))
                    .isNotEqualTo(alone.history().values(Monitor.VAL_LOSS));
        }
    }

    @Test
    void theBestWeightsAreAveragedOnesAsWell() {
        MultiLayerNetwork network = Blobs.network(0.3);
        try (Fit fit = trainer(network).averaging(0.9).fit(train, validation)) {
            fit.useBest();
            assertThat(Predictions.of(network, validation, Progress.NONE)
                            .score()
                            .loss())
                    .isCloseTo(
                            fit.history().best(Monitor.VAL_LOSS).orElseThrow().valLoss(), within(1e-6));
        }
    }

    @Test
    void aResumedFitGoesOnWithAllParts() throws IOException {
        MultiLayerNetwork through = scheduled();
        MultiLayerNetwork resumed = scheduled();
        try (Fit whole = all(through, EPOCHS).fit(train, validation);
                Fit first = all(scheduled(), 2).checkpoint(folder).fit(train, validation);
                Fit second = all(resumed, EPOCHS).checkpoint(folder).fit(train, validation)) {
            assertThat(first.history().epochs()).hasSize(2);
            assertThat(figures(second.history())).isEqualTo(figures(whole.history()));
            assertThat(resumed.params()).isEqualTo(through.params());
            assertThat(second.bestEpoch()).isEqualTo(whole.bestEpoch());
            whole.useBest();
            second.useBest();
            assertThat(resumed.params()).isEqualTo(through.params());
        }
    }

    @Test
    void aFinishedFitThatIsCalledAgainEndsWithTheAverages() {
        MultiLayerNetwork network = scheduled();
        MultiLayerNetwork again = scheduled();
        all(network, 2).checkpoint(folder).fit(train, validation).close();
        all(again, 2).checkpoint(folder).fit(train, validation).close();

        assertThat(again.params()).isEqualTo(network.params());
    }

    @Test
    void theLearningRateFollowsItsScheduleAfterAResumeToo() {
        List<Double> rates = new ArrayList<>();
        for (int last : new int[] {2, EPOCHS}) {
            MultiLayerNetwork network = scheduled();
            TrainingListener listener = new TrainingListener() {
                @Override
                public void batchDone(Step step) {
                    rates.add(network.getLearningRate(0));
                }
            };
            all(network, last)
                    .checkpoint(folder)
                    .listener(listener)
                    .fit(train, validation)
                    .close();
        }
        double[] expected = IntStream.rangeClosed(1, EPOCHS * STEPS) // asked after a step, when the next one counts
                .mapToDouble(t -> schedule().valueAt(t, 0))
                .toArray();
        assertThat(rates.stream().mapToDouble(Double::doubleValue).toArray()).containsExactly(expected);
        assertThat(expected[21]).as("half way").isCloseTo(0.05, within(0.005));
        assertThat(expected[48]).as("in the last step").isLessThan(1e-4);
    }

    private static Trainer trainer(MultiLayerNetwork network) {
        return Trainer.of(network).epochs(EPOCHS).batchSize(16);
    }

    private static Trainer all(MultiLayerNetwork network, int epochs) {
        return trainer(network).epochs(epochs).labelSmoothing(0.1).averaging(0.95);
    }

    private static MultiLayerNetwork scheduled() {
        MultiLayerConfiguration configuration = Blobs.configuration(new Adam(schedule()));
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** Up and down again in straight lines, and then towards 0. */
    private static ISchedule schedule() {
        return new CycleSchedule(ScheduleType.ITERATION, 0.005, 0.05, EPOCHS * STEPS, STEPS / 2, 0.3);
    }
}
