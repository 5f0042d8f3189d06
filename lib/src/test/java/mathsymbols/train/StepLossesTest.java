package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class StepLossesTest {
    private static final Blobs TWENTY = new Blobs(20, 1);

    /** Knows nothing at first: the three classes are equally probable. */
    private static MultiLayerConfiguration softmax(double learningRate) {
        return new NeuralNetConfiguration.Builder()
                .updater(new Sgd(learningRate))
                .weightInit(WeightInit.ZERO)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(8)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    @Test
    void whoGuessesAndDoesNotLearnLosesTheLogarithmOfTheClassesAtEveryStep() {
        double[] losses = StepLosses.of(softmax(0), TWENTY, 8, 1, 7);
        assertThat(losses).hasSize(7).containsExactly(all(7, Math.log(3)), Offset.offset(1e-6));
    }

    @Test
    void aLossIsThatBeforeItsStepAndTheFollowingOnesAreLower() {
        double[] losses = StepLosses.of(softmax(0.1), TWENTY, 20, 1, 10);
        assertThat(losses[0]).isEqualTo(Math.log(3), Offset.offset(1e-6));
        for (int i = 1; i < losses.length; i++) {
            assertThat(losses[i]).isLessThan(losses[i - 1]);
        }
    }

    @Test
    void equalSeedsSeeEqualBatchesAndTheConfigurationStaysAsItWas() {
        MultiLayerConfiguration configuration = softmax(0.1);
        double[] first = StepLosses.of(configuration, TWENTY, 8, 1, 5);
        assertThat(StepLosses.of(configuration, TWENTY, 8, 1, 5)).isEqualTo(first);
        assertThat(StepLosses.of(configuration, TWENTY, 8, 2, 5)).isNotEqualTo(first);
        assertThat(configuration.getIterationCount()).isZero();
    }

    @Test
    void equalSeedsDropTheSame() {
        double[] first = StepLosses.of(Blobs.configuration(0.01), TWENTY, 8, 1, 5);
        Nd4j.getRandom().setSeed(99);
        assertThat(StepLosses.of(Blobs.configuration(0.01), TWENTY, 8, 1, 5)).isEqualTo(first);
    }

    @Test
    void aLossHasNoCeiling() {
        double most = -Math.log(1e-10); // where DL4J's own ends
        double[] losses = StepLosses.of(softmax(1_000), TWENTY, 8, 1, 5);
        assertThat(Arrays.stream(losses).max().orElseThrow()).isGreaterThan(2 * most);
    }

    private static double[] all(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
