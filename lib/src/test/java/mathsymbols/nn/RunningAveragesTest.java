package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class RunningAveragesTest {
    private static final int CLASSES = 3;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSecondSetIsWhatATwinUnderItsMomentumHas(boolean logarithmic) {
        MultiLayerNetwork network = network(0.99, logarithmic);
        MultiLayerNetwork twin = network(0.9, logarithmic);
        RunningAverages second = RunningAverages.of(network, 0.9);
        INDArray unseen = images(99);
        for (int step = 0; step < 30; step++) {
            learn(network, step);
            second.follow();
            learn(twin, step);
        }
        INDArray own = network.params().dup();

        INDArray exchanged = second.during(() -> network.output(unseen));

        assertThat(exchanged.ravel().toFloatVector())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(twin.output(unseen).ravel().toFloatVector());
        assertThat(network.output(unseen).distance1(exchanged)).isGreaterThan(0.01);
        assertThat(network.params()).isEqualTo(own);
    }

    @Test
    void aNetworkMadeAgainGoesOnFromTheState() {
        MultiLayerNetwork network = network(0.99, true);
        RunningAverages second = RunningAverages.of(network, 0.9);
        learn(network, 0);
        second.follow();

        RunningAverages again = RunningAverages.of(network(0.99, true), 0.9);
        again.restore(second.state());

        assertThat(again.state()).hasSize(2 * 4 + 2 * 5).containsExactly(second.state());
    }

    @Test
    void anEpochOfAnyLengthForgetsItsStart() {
        assertThat(RunningAverages.forgettingWithin(1)).isEqualTo(0.001);
        for (int steps : List.of(1, 6, 19, 107)) {
            assertThat(Math.pow(RunningAverages.forgettingWithin(steps), steps)).isCloseTo(0.001, within(1e-9));
        }
    }

    @Test
    void averagesFromWhichNoBatchCanBeReadAreRefused() {
        assertThatThrownBy(() -> RunningAverages.of(network(1, false), 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer1")
                .hasMessageContaining("decay");
        for (GradientNormalization clipping : GradientNormalization.values()) {
            MultiLayerNetwork network = network(0.99, false, clipping);
            if (clipping == GradientNormalization.None) {
                assertThat(RunningAverages.of(network, 0.9).momentum()).isEqualTo(0.9);
            } else {
                assertThatThrownBy(() -> RunningAverages.of(network, 0.9))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(clipping.toString());
            }
        }
    }

    private static void learn(MultiLayerNetwork network, int step) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 8, CLASSES);
        for (int i = 0; i < 8; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        network.fit(images(step), labels);
    }

    private static INDArray images(int seed) {
        Random random = new Random(seed);
        float[] values = new float[8 * 2 * 6 * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (1 + seed % 5) * random.nextFloat() + seed % 3;
        }
        return Nd4j.create(values, new long[] {8, 2, 6, 6}, DataType.FLOAT);
    }

    private static MultiLayerNetwork network(double momentum, boolean logarithmic) {
        return network(momentum, logarithmic, GradientNormalization.None);
    }

    private static MultiLayerNetwork network(double momentum, boolean logarithmic, GradientNormalization clipping) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .activation(Activation.RELU)
                .gradientNormalization(clipping)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(normalization(momentum, logarithmic))
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(5).build())
                .layer(normalization(momentum, logarithmic))
                .layer(new OutputLayer.Builder()
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(6, 6, 2))
                .build());
        network.init();
        return network;
    }

    private static BatchNormalization normalization(double momentum, boolean logarithmic) {
        return new BatchNormalization.Builder()
                .decay(momentum)
                .useLogStd(logarithmic)
                .build();
    }
}
