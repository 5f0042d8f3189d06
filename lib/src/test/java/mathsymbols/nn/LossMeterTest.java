package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import mathsymbols.data.Batch;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class LossMeterTest {
    /** The logits are the inputs: one layer, the identity for weights, no bias. */
    private static MultiLayerNetwork network(Activation activation, LossFunction loss) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder(loss)
                        .nIn(3)
                        .nOut(3)
                        .activation(activation)
                        .build())
                .build());
        network.init();
        network.getParam("0_W").assign(Nd4j.eye(3));
        return network;
    }

    private static Batch batch(float[][] logits, float[][] labels) {
        return new Batch(Nd4j.create(logits), Nd4j.create(labels));
    }

    @Test
    void theLossIsTheMeanOverExamplesAlsoWithASmallerLastBatch() {
        MultiLayerNetwork network = network(Activation.SOFTMAX, LossFunction.MCXENT);
        try (LossMeter meter = new LossMeter(network)) {
            // −log softmax: equal logits give log 3; one logit ahead by log 2 has probability 2 / 4
            float log2 = (float) Math.log(2);
            meter.score(batch(new float[][] {{0, 0, 0}, {log2, 0, 0}}, new float[][] {{1, 0, 0}, {1, 0, 0}}));
            meter.score(batch(new float[][] {{0, log2, 0}}, new float[][] {{0, 0, 1}}));

            assertThat(meter.loss()).isEqualTo((Math.log(3) + Math.log(2) + Math.log(4)) / 3, within(1e-6));
            assertThat(meter.seen()).isEqualTo(3);
            assertThat(meter.correct()).isEqualTo(2); // of equal logits the first counts, as argmax takes it
        }
    }

    @Test
    void aLossAbove23IsNotClipped() {
        try (LossMeter meter = new LossMeter(network(Activation.SOFTMAX, LossFunction.MCXENT))) {
            meter.score(batch(new float[][] {{200, 0, -50}}, new float[][] {{0, 0, 1}}));
            assertThat(meter.loss()).isEqualTo(250, within(1e-6));
        }
    }

    @Test
    void theNetworkIsLeftAsItWas() {
        MultiLayerNetwork network = network(Activation.SOFTMAX, LossFunction.MCXENT);
        String before = network.getLayerWiseConfigurations().toJson();
        try (LossMeter meter = new LossMeter(network)) {
            meter.score(batch(new float[][] {{2, 0, 0}}, new float[][] {{0, 0, 1}}));
        }
        assertThat(network.getLayerWiseConfigurations().toJson()).isEqualTo(before);
    }

    @Test
    void aNetworkWithoutSoftmaxAndCrossEntropyIsRefused() {
        assertThatThrownBy(() -> new LossMeter(network(Activation.SIGMOID, LossFunction.XENT)))
                .hasMessageStartingWith("The network must end in an output layer with softmax");
        assertThatThrownBy(() -> new LossMeter(network(Activation.SOFTMAX, LossFunction.MSE)))
                .hasMessageStartingWith("The network must end in an output layer with softmax");
    }
}
