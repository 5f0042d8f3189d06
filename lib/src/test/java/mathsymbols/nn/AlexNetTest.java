package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class AlexNetTest {
    private static MultiLayerNetwork network;

    @BeforeAll
    static void build() {
        network = AlexNet.build(AlexNet.Settings.ofReport(Activation.RELU, 1e-3, 19, 1001));
    }

    @AfterAll
    static void close() {
        network.close();
    }

    @Test
    void itHasAsManyParametersAsTheReportsNetwork() {
        assertThat(network.numParams()).isEqualTo(21_891_347);
    }

    @Test
    void itsOutputIsADistributionOverTheClasses() {
        INDArray output = network.output(Nd4j.rand(2, 3, 224, 224));
        assertThat(output.shape()).containsExactly(2, 19);
        assertThat(output.sum(1).toDoubleVector()).containsExactly(new double[] {1, 1}, within(1e-5));
    }

    @Test
    void kernelsStartGlorotUniformAsInKerasAndBiasesAtZero() {
        for (int layer : new int[] {0, 3, 6, 7, 8}) {
            INDArray kernel = network.getLayer(layer).getParam("W");
            double area = kernel.size(2) * kernel.size(3);
            double limit = Math.sqrt(6 / (area * (kernel.size(0) + kernel.size(1))));
            assertThat(kernel.amaxNumber().doubleValue()).isBetween(0.99 * limit, 1.0001 * limit);
            assertThat(kernel.stdNumber().doubleValue()).isCloseTo(limit / Math.sqrt(3), within(0.02 * limit));
            assertThat(network.getLayer(layer).getParam("b").amaxNumber().doubleValue())
                    .isZero();
        }
    }

    @Test
    void stepsOfTrainingLowerTheLoss() {
        MultiLayerNetwork small = AlexNet.build(new AlexNet.Settings(Activation.TANH, 1e-4, 0.99, 3, 7));
        DataSet batch = new DataSet(Nd4j.rand(3, 3, 224, 224), Nd4j.eye(3));
        small.fit(batch);
        double first = small.score();
        for (int step = 0; step < 4; step++) {
            small.fit(batch);
        }
        assertThat(small.score()).isLessThan(first);
        small.close();
    }

    /** Dropout draws other values in the two, so it is taken out of both. */
    @Test
    void itLearnsAsTheStockNetworkOfTheSameConfiguration() {
        var settings = AlexNet.Settings.ofReport(Activation.RELU, 1e-4, 3, 7);
        MultiLayerNetwork stock = withoutDropout(settings);
        MultiLayerNetwork fast = withoutDropout(settings);
        assertThat(Accelerator.accelerate(fast).left()).isEmpty();
        for (int step = 0; step < 3; step++) {
            DataSet batch = new DataSet(Nd4j.rand(3, 3, 224, 224), Nd4j.eye(3));
            stock.fit(batch);
            fast.fit(batch);
            assertThat(fast.score()).isCloseTo(stock.score(), within(5e-4 * stock.score()));
        }
        assertClose(fast.params(), stock.params(), 1e-3);
        assertClose(fast.getUpdater().getStateViewArray(), stock.getUpdater().getStateViewArray(), 1e-2);
        stock.close();
        fast.close();
    }

    private static MultiLayerNetwork withoutDropout(AlexNet.Settings settings) {
        MultiLayerConfiguration configuration = AlexNet.configuration(settings);
        configuration.getConfs().forEach(layer -> layer.getLayer().setIDropout(null));
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** The distance, relative to the length. */
    private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.sub(expected).norm2Number().doubleValue()
                        / expected.norm2Number().doubleValue())
                .isLessThan(tolerance);
    }
}
