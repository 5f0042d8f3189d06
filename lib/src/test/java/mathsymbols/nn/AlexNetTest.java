package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class AlexNetTest {
    private static final MultiLayerConfiguration TANH =
            AlexNet.configuration(AlexNet.Options.ofReport(Activation.TANH, 1e-4, 19, 1001));

    private static MultiLayerNetwork network;

    @BeforeAll
    static void build() {
        network = AlexNet.build(AlexNet.Options.ofReport(Activation.RELU, 1e-3, 19, 1001));
    }

    @AfterAll
    static void close() {
        network.close();
    }

    /** The report's code, line by line, with Keras' defaults where it states nothing. */
    @Test
    void itsLayersAreThoseOfTheReport() {
        assertConvolution(0, 11, 4, 96);
        assertPooling(1);
        assertBatchNormalization(2);
        assertConvolution(3, 5, 1, 256);
        assertPooling(4);
        assertBatchNormalization(5);
        assertConvolution(6, 3, 1, 256);
        assertConvolution(7, 3, 1, 384);
        assertConvolution(8, 3, 1, 384);
        assertPooling(9);
        assertBatchNormalization(10);
        assertDense(11, 4096, Activation.TANH, Double.NaN);
        assertDense(12, 4096, Activation.TANH, 0.5);
        assertDense(13, 19, Activation.SOFTMAX, 0.5);
        assertThat(TANH.getConfs()).hasSize(14);
        assertThat(layer(13, BaseOutputLayer.class).getLossFn()).isInstanceOf(LossMCXENT.class);
    }

    private static void assertConvolution(int index, int kernel, int stride, int channels) {
        ConvolutionLayer layer = layer(index, ConvolutionLayer.class);
        assertThat(layer.getKernelSize()).containsExactly(kernel, kernel);
        assertThat(layer.getStride()).containsExactly(stride, stride);
        assertThat(layer.getPadding()).containsExactly(0, 0);
        assertThat(layer.getDilation()).containsExactly(1, 1);
        assertThat(layer.getConvolutionMode()).isEqualTo(ConvolutionMode.Truncate);
        assertThat(layer.getNOut()).isEqualTo(channels);
        assertThat(layer.hasBias()).isTrue();
        assertThat(layer.getActivationFn()).isEqualTo(Activation.RELU.getActivationFunction());
        assertThat(layer.getIDropout()).isNull();
    }

    private static void assertPooling(int index) {
        SubsamplingLayer layer = layer(index, SubsamplingLayer.class);
        assertThat(layer.getPoolingType()).isEqualTo(PoolingType.MAX);
        assertThat(layer.getKernelSize()).containsExactly(3, 3);
        assertThat(layer.getStride()).containsExactly(2, 2);
        assertThat(layer.getPadding()).containsExactly(0, 0);
        assertThat(layer.getDilation()).containsExactly(1, 1);
        assertThat(layer.getConvolutionMode()).isEqualTo(ConvolutionMode.Truncate);
    }

    private static void assertBatchNormalization(int index) {
        BatchNormalization layer = layer(index, BatchNormalization.class);
        assertThat(layer.getEps()).isEqualTo(1e-3);
        assertThat(layer.getDecay()).isEqualTo(0.99);
        assertThat(layer.isUseLogStd()).isFalse();
    }

    /** @param kept the share of its input that dropout keeps; NaN for no dropout */
    private static void assertDense(int index, int neurons, Activation activation, double kept) {
        FeedForwardLayer layer = layer(index, FeedForwardLayer.class);
        assertThat(layer.getNOut()).isEqualTo(neurons);
        assertThat(layer.getActivationFn()).isEqualTo(activation.getActivationFunction());
        if (Double.isNaN(kept)) {
            assertThat(layer.getIDropout()).isNull();
        } else {
            assertThat(layer.getIDropout()).isInstanceOfSatisfying(Dropout.class, dropout -> assertThat(dropout.getP())
                    .isEqualTo(kept));
        }
    }

    private static <T> T layer(int index, Class<T> type) {
        return type.cast(TANH.getConf(index).getLayer());
    }

    @Test
    void everyLayerWithWeightsIsTrainedByAdamWithKerasDefaults() {
        assertThat(TANH.getConfs())
                .extracting(NeuralNetConfiguration::getLayer)
                .filteredOn(BaseLayer.class::isInstance)
                .hasSize(11)
                .allSatisfy(layer ->
                        assertThat(((BaseLayer) layer).getIUpdater()).isEqualTo(new Adam(1e-4, 0.9, 0.999, 1e-7)))
                .allSatisfy(layer ->
                        assertThat(((BaseLayer) layer).getRegularization()).isNullOrEmpty());
    }

    @Test
    void theImageShrinksAsInTheReport() {
        InputType type = InputType.convolutional(224, 224, 3);
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            type = TANH.getConf(i).getLayer().getOutputType(i, type);
            long size = ((InputType.InputTypeConvolutional) type).getHeight();
            if (sizes.isEmpty() || sizes.get(sizes.size() - 1) != size) {
                sizes.add(size);
            }
        }
        assertThat(sizes).containsExactly(54L, 26L, 22L, 10L, 8L, 6L, 4L, 1L);
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
        MultiLayerNetwork small = AlexNet.build(new AlexNet.Options(Activation.TANH, 1e-4, 0.99, 3, 7));
        DataSet batch = new DataSet(Nd4j.rand(3, 3, 224, 224), Nd4j.eye(3));
        small.fit(batch);
        double first = small.score();
        for (int step = 0; step < 4; step++) {
            small.fit(batch);
        }
        assertThat(small.score()).isLessThan(first);
        small.close();
    }

    /**
     * Dropout draws other values in the two, so it is taken out of both. The learning rate is small, since Adam makes a
     * whole step of a gradient that is zero but for rounding.
     */
    @Test
    void itLearnsAsTheStockNetworkOfTheSameConfiguration() {
        var options = AlexNet.Options.ofReport(Activation.RELU, 1e-5, 3, 7);
        MultiLayerNetwork stock = withoutDropout(options);
        MultiLayerNetwork fast = withoutDropout(options);
        INDArray before = stock.params().dup();
        assertThat(Accelerator.accelerate(fast).left()).isEmpty();
        Nd4j.getRandom().setSeed(1);
        for (int step = 0; step < 3; step++) {
            DataSet batch = new DataSet(Nd4j.rand(3, 3, 224, 224), Nd4j.eye(3));
            stock.fit(batch);
            fast.fit(batch);
            if (step == 0) { // the gradients, and their squares, with the same weights
                assertClose(
                        fast.getUpdater().getStateViewArray(),
                        stock.getUpdater().getStateViewArray(),
                        1e-3);
            }
            assertThat(fast.score()).isCloseTo(stock.score(), within(1e-4 * stock.score()));
        }
        assertClose(fast.params().sub(before), stock.params().sub(before), 2e-2);
        stock.close();
        fast.close();
    }

    private static MultiLayerNetwork withoutDropout(AlexNet.Options options) {
        MultiLayerConfiguration configuration = AlexNet.configuration(options);
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
