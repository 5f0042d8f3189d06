package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import mathsymbols.nn.TransferHead;
import mathsymbols.nn.Vgg19;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FastOutputTest {
    private static MultiLayerNetwork network(OutputLayer.Builder output) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(20)
                        .activation(Activation.TANH)
                        .build())
                .layer(output.nOut(4)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.5)
                        .build())
                .setInputType(InputType.feedForward(11))
                .build());
        network.init();
        return network;
    }

    private static DataSet batch(int seed) {
        Nd4j.getRandom().setSeed(seed);
        return new DataSet(Nd4j.rand(4, 11), Nd4j.eye(4));
    }

    @Test
    void learnsAsTheStockLayerDoes() {
        MultiLayerNetwork stock = network(new OutputLayer.Builder(LossFunction.MCXENT));
        MultiLayerNetwork fast = network(new FastOutput.Builder(LossFunction.MCXENT));
        for (int step = 1; step <= 5; step++) {
            for (MultiLayerNetwork network : List.of(stock, fast)) {
                network.fit(batch(step));
            }
            assertThat(fast.score()).isCloseTo(stock.score(), within(1e-6));
            fast.score(batch(99), true); // must not leave its values to the next step
        }
        assertThat(fast.params().equalsWithEps(stock.params(), 1e-6)).isTrue();
        INDArray inputs = batch(6).getFeatures();
        assertThat(fast.output(inputs).equalsWithEps(stock.output(inputs), 1e-6))
                .isTrue();
    }

    @Test
    void withoutTheGradientForItsInputTheOthersAreTheSame() {
        DataSet batch = batch(1);
        var with = single(new FastOutput.Builder(LossFunction.MCXENT))
                .calculateGradients(batch.getFeatures(), batch.getLabels(), null, null);
        var without = single(new FastOutput.Builder(LossFunction.MCXENT).withoutInputGradient())
                .calculateGradients(batch.getFeatures(), batch.getLabels(), null, null);

        assertThat(without.getFirst().gradient()).isEqualTo(with.getFirst().gradient());
        assertThat(with.getSecond().shape()).containsExactly(4, 11);
        assertThat(without.getSecond()).isNull();
    }

    private static MultiLayerNetwork single(OutputLayer.Builder output) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(output.nIn(11).nOut(4).activation(Activation.SOFTMAX).build())
                .build());
        network.init();
        return network;
    }

    @Test
    void aSavedHeadComesBackTheSameAndLearnsOn(@TempDir Path folder) throws Exception {
        MultiLayerNetwork head = TransferHead.build(Vgg19.SHAPE, 4, 1);
        File file = folder.resolve("head.zip").toFile();
        ModelSerializer.writeModel(head, file, true);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);

        assertThat(restored.getLayer(0)).isInstanceOf(FastOutputLayer.class);
        assertThat(restored.getLayer(0).conf().getLayer().getIDropout()).isInstanceOf(HalfDropout.class);
        assertThat(restored.getLayerWiseConfigurations()).isEqualTo(head.getLayerWiseConfigurations());
        INDArray features = Nd4j.rand(4, Vgg19.FEATURES);
        for (MultiLayerNetwork network : List.of(head, restored)) {
            Nd4j.getRandom().setSeed(3);
            network.fit(features, Nd4j.eye(4));
        }
        assertThat(restored.params()).isEqualTo(head.params());
    }
}
