package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import mathsymbols.nn.AlexNet;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The fast layers one after the other in a small network, beside the stock layers in the same places. */
class FastLayersTest {
    private static final long[] INPUT = {5, 3, 19, 17};

    record Variant(boolean logStd, ConvolutionMode poolingMode, int poolingKernel, int poolingStride) {}

    static Stream<Variant> variants() {
        Random random = new Random(1);
        return Stream.generate(() -> {
                    int kernel = 1 + random.nextInt(3);
                    return new Variant(
                            random.nextBoolean(),
                            random.nextBoolean() ? ConvolutionMode.Truncate : ConvolutionMode.Same,
                            kernel,
                            1 + random.nextInt(kernel));
                })
                .limit(12);
    }

    private static MultiLayerNetwork network(boolean fast, Variant variant, DataType type) {
        Layer convolution = (fast ? new FastConvolution.Builder(3, 3) : new ConvolutionLayer.Builder(3, 3))
                .nOut(7)
                .activation(Activation.RELU)
                .build();
        int[] kernel = {variant.poolingKernel(), variant.poolingKernel()};
        int[] stride = {variant.poolingStride(), variant.poolingStride()};
        Layer pooling = (fast
                        ? new FastPooling.Builder(kernel, stride)
                        : new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, kernel, stride))
                .convolutionMode(variant.poolingMode())
                .build();
        BatchNormalization normalization = fast ? new FastBatchNormalization() : new BatchNormalization();
        normalization.setDecay(0.7);
        normalization.setEps(1e-3);
        normalization.setUseLogStd(variant.logStd());
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(type == DataType.DOUBLE ? new NoOp() : new Sgd(0.05))
                .list()
                .layer(convolution)
                .layer(pooling)
                .layer(normalization)
                .layer((fast ? new FastDense.Builder() : new DenseLayer.Builder())
                        .nOut(9)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(INPUT[2], INPUT[3], INPUT[1]))
                .build());
        network.init();
        return network;
    }

    private static DataSet batch(DataType type) {
        INDArray labels = Nd4j.zeros(type, INPUT[0], 4);
        for (int i = 0; i < INPUT[0]; i++) {
            labels.putScalar(i, i % 4, 1);
        }
        return new DataSet(Nd4j.rand(type, INPUT), labels);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void trainingStepsLeadWhereTheStockLayersLead(Variant variant) {
        MultiLayerNetwork stock = network(false, variant, DataType.FLOAT);
        MultiLayerNetwork fast = network(true, variant, DataType.FLOAT);
        fast.setParams(stock.params());
        for (int step = 0; step < 5; step++) {
            DataSet batch = batch(DataType.FLOAT);
            stock.fit(batch);
            fast.fit(batch);
            assertThat(fast.score()).isCloseTo(stock.score(), within(1e-4));
        }
        assertClose(fast.params(), stock.params(), 1e-4);
        INDArray images = batch(DataType.FLOAT).getFeatures();
        assertClose(fast.output(images), stock.output(images), 1e-4);
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "IDENTITY", "ELU"})
    void denseLayersWithDropOutLearnAsTheStockOnesDo(Activation activation) {
        List<MultiLayerNetwork> networks = List.of(
                dense(new DenseLayer.Builder(), new DenseLayer.Builder(), activation),
                dense(new FastDense.Builder(), new FastDense.Builder(), activation));
        networks.get(1).setParams(networks.get(0).params());
        for (int step = 0; step < 5; step++) {
            DataSet batch = new DataSet(
                    Nd4j.rand((int) INPUT[0], 11), batch(DataType.FLOAT).getLabels());
            long seed = 17 + step;
            for (MultiLayerNetwork network : networks) {
                Nd4j.getRandom().setSeed(seed);
                network.fit(batch);
            }
        }
        assertClose(networks.get(1).params(), networks.get(0).params(), 1e-5);
        INDArray inputs = Nd4j.rand(3, 11);
        assertClose(networks.get(1).output(inputs), networks.get(0).output(inputs), 1e-5);
    }

    private static MultiLayerNetwork dense(
            FeedForwardLayer.Builder<?> first, FeedForwardLayer.Builder<?> second, Activation activation) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .biasInit(0.1)
                .updater(new Sgd(0.05))
                .activation(activation)
                .list()
                .layer(first.nOut(23).build())
                .layer(second.nOut(20).dropOut(0.5).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.5)
                        .build())
                .setInputType(InputType.feedForward(11))
                .build());
        network.init();
        return network;
    }

    /** oneDNN computes in single precision, too coarse for differences; so the stock layers' gradients go in between. */
    @Test
    void theGradientsAgreeWithFiniteDifferencesInDoublePrecision() {
        DataType before = Nd4j.defaultFloatingPointType();
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE); // what the check asks for
        try {
            Variant variant = new Variant(true, ConvolutionMode.Truncate, 2, 2);
            DataSet batch = batch(DataType.DOUBLE);
            MultiLayerNetwork stock = network(false, variant, DataType.DOUBLE);
            assertThat(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                            .net(stock)
                            .input(batch.getFeatures())
                            .labels(batch.getLabels())
                            .excludeParams(Set.of("2_mean", "2_log10stdev"))))
                    .isTrue();

            MultiLayerNetwork fast = network(true, variant, DataType.FLOAT);
            fast.setParams(stock.params().castTo(DataType.FLOAT));
            assertClose(gradient(fast, batch).castTo(DataType.DOUBLE), gradient(stock, batch), 1e-5);
        } finally {
            Nd4j.setDefaultDataTypes(before, before);
        }
    }

    private static INDArray gradient(MultiLayerNetwork network, DataSet batch) {
        DataType type = network.params().dataType();
        INDArray images = batch.getFeatures().castTo(type);
        return network.calculateGradients(images, batch.getLabels().castTo(type), null, null)
                .getFirst()
                .gradient();
    }

    @Test
    void aFirstLayerThatPassesNoGradientOnLearnsAllTheSame() {
        DataSet batch = batch(DataType.FLOAT);
        MultiLayerNetwork with = first(new FastConvolution.Builder(3, 3));
        MultiLayerNetwork without = first(new FastConvolution.Builder(3, 3).withoutInputGradient());
        var gradients = without.calculateGradients(batch.getFeatures(), batch.getLabels(), null, null);

        assertThat(gradients.getFirst().gradient()).isEqualTo(gradient(with, batch));
        assertThat(gradients.getSecond()).isNull();
    }

    private static MultiLayerNetwork first(ConvolutionLayer.Builder convolution) {
        return smallest(
                convolution.nOut(7).build(), new FastPooling.Builder(new int[] {2, 2}, new int[] {2, 2}).build());
    }

    @Test
    void poolingPadsAsTheStockLayerDoes() {
        int[] kernel = {3, 3};
        int[] stride = {2, 2};
        MultiLayerNetwork fast = padded(new FastPooling.Builder(kernel, stride));
        MultiLayerNetwork stock =
                padded(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, kernel, stride));
        DataSet batch = batch(DataType.FLOAT);

        assertClose(fast.output(batch.getFeatures()), stock.output(batch.getFeatures()), 1e-6);
        assertClose(gradient(fast, batch), gradient(stock, batch), 1e-6);
    }

    private static MultiLayerNetwork padded(SubsamplingLayer.Builder pooling) {
        return smallest(
                new FastConvolution.Builder(3, 3)
                        .nOut(7)
                        .activation(Activation.TANH) // so that the padding would win if it counted as zeros
                        .build(),
                pooling.padding(1, 1).build());
    }

    private static MultiLayerNetwork smallest(Layer convolution, Layer pooling) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(convolution)
                .layer(pooling)
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(INPUT[2], INPUT[3], INPUT[1]))
                .build());
        network.init();
        return network;
    }

    @Test
    void aSavedNetworkComesBackTheSame(@TempDir Path folder) throws Exception {
        MultiLayerNetwork network = network(true, variants().findFirst().orElseThrow(), DataType.FLOAT);
        network.fit(batch(DataType.FLOAT));
        File file = folder.resolve("network.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
        assertThat(restored.getLayerWiseConfigurations()).isEqualTo(network.getLayerWiseConfigurations());
        assertThat(restored.getLayer(0)).isInstanceOf(FastConvolutionLayer.class);
        assertThat(restored.getLayer(1)).isInstanceOf(FastPoolingLayer.class);
        assertThat(restored.getLayer(2)).isInstanceOf(FastBatchNormalizationLayer.class);
        assertThat(restored.getLayer(3)).isInstanceOf(FastDenseLayer.class);
        INDArray images = batch(DataType.FLOAT).getFeatures();
        assertThat(restored.output(images)).isEqualTo(network.output(images));
        DataSet next = batch(DataType.FLOAT);
        network.fit(next);
        restored.fit(next);
        assertThat(restored.params()).isEqualTo(network.params());
    }

    @Test
    void aCopyComputesTheSameAndCanBeSummarised() {
        MultiLayerNetwork network = network(true, variants().findFirst().orElseThrow(), DataType.FLOAT);
        INDArray images = batch(DataType.FLOAT).getFeatures();
        assertThat(network.clone().output(images)).isEqualTo(network.output(images));
        assertThat(network.summary()).contains("FastConvolution", "FastPooling", "FastBatchNormalization", "FastDense");
    }

    @Test
    void frozenLayersStayAsTheyAreWhileTheRestLearns() {
        MultiLayerNetwork network = network(true, variants().findFirst().orElseThrow(), DataType.FLOAT);
        MultiLayerNetwork tuned = new TransferLearning.Builder(network)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Adam(1e-2))
                        .build())
                .setFeatureExtractor(1)
                .build();
        INDArray before = tuned.getLayer(0).params().dup();
        INDArray head = tuned.getLayer(4).params().dup();
        for (int step = 0; step < 3; step++) {
            tuned.fit(batch(DataType.FLOAT));
        }
        assertThat(tuned.getLayer(0).params()).isEqualTo(before);
        assertThat(tuned.getLayer(4).params()).isNotEqualTo(head);
    }

    @Test
    void aNetworkThatOneThreadTrainedAnotherMayUse() throws Exception {
        MultiLayerNetwork network = AlexNet.build(new AlexNet.Settings(Activation.RELU, 1e-3, 0.9, 2, 1));
        DataSet batch = new DataSet(Nd4j.rand(2, 3, 224, 224), Nd4j.eye(2));
        network.fit(batch);
        double before = network.score();
        Thread other = new Thread(() -> network.fit(batch));
        other.start();
        other.join();
        assertThat(network.score()).isPositive().isNotEqualTo(before);
        network.close();
    }

    @Test
    void anEvaluationBetweenTwoStepsChangesNothing() {
        Variant variant = variants().findFirst().orElseThrow();
        List<MultiLayerNetwork> two =
                List.of(network(true, variant, DataType.FLOAT), network(true, variant, DataType.FLOAT));
        DataSet first = batch(DataType.FLOAT);
        DataSet second = batch(DataType.FLOAT);
        two.forEach(network -> network.fit(first));
        two.get(0).output(Nd4j.rand(2, 3, 19, 17));
        two.forEach(network -> network.fit(second));
        assertThat(two.get(0).params()).isEqualTo(two.get(1).params());
    }

    private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(tolerance);
    }
}
