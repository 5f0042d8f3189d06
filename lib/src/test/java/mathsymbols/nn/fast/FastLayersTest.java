package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Each fast layer beside the stock one, which computes in double precision. */
class FastLayersTest {
    private static final int N = 5;
    private static final int CLASSES = 4;
    private static final long[] IMAGES = {N, 3, 19, 17};

    record Variant(boolean logStd, ConvolutionMode mode, int kernel, int stride, int padding, CNN2DFormat format) {
        MultiLayerConfiguration configuration(DataType type) {
            int[] window = {kernel, kernel};
            int[] stride = {this.stride, this.stride};
            var pooling = new SubsamplingLayer.Builder(PoolingType.MAX, window, stride).convolutionMode(mode);
            if (mode != ConvolutionMode.Same) {
                pooling.padding(padding, padding);
            }
            return FastLayersTest.configuration(
                    type,
                    InputType.convolutional(IMAGES[2], IMAGES[3], IMAGES[1], format),
                    new ConvolutionLayer.Builder(3, 3)
                            .nOut(7)
                            .activation(Activation.TANH) // so that the padding would win if it counted as zeros
                            .dataFormat(format)
                            .build(),
                    pooling.dataFormat(format).build(),
                    new BatchNormalization.Builder()
                            .decay(0.7)
                            .eps(1e-3)
                            .useLogStd(logStd)
                            .dataFormat(format)
                            .build(),
                    new DenseLayer.Builder().nOut(9).activation(Activation.TANH).build());
        }
    }

    static Stream<Variant> variants() {
        Random random = new Random(1);
        return Stream.generate(() -> {
                    int kernel = 1 + random.nextInt(3);
                    return new Variant(
                            random.nextBoolean(),
                            random.nextBoolean() ? ConvolutionMode.Truncate : ConvolutionMode.Same,
                            kernel,
                            1 + random.nextInt(kernel),
                            random.nextInt(kernel),
                            random.nextInt(3) > 0 ? CNN2DFormat.NCHW : CNN2DFormat.NHWC);
                })
                .limit(16);
    }

    private static MultiLayerConfiguration configuration(DataType type, InputType input, Layer... hidden) {
        Layer output = new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
        return layers(
                type, input, Stream.concat(Stream.of(hidden), Stream.of(output)).toArray(Layer[]::new));
    }

    private static MultiLayerConfiguration layers(DataType type, InputType input, Layer... layers) {
        var list = new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .biasInit(0.1)
                .updater(new Sgd(0.05))
                .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        return list.setInputType(input).build();
    }

    private static List<INDArray> labels(int batches) {
        return Collections.nCopies(batches, Twins.oneHot(N, CLASSES));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void imagesThroughEveryKindOfLayer(Variant variant) {
        Twins twins = Twins.of(variant::configuration, DataType.FLOAT);
        long[] shape = variant.format() == CNN2DFormat.NCHW ? IMAGES : new long[] {N, IMAGES[2], IMAGES[3], IMAGES[1]};
        List<INDArray> batches = Twins.batches(6, shape);
        twins.agree(batches.get(0), labels(1).get(0), 1e-4);
        twins.learnAlike(batches.subList(1, 6), labels(5), 1e-4);
        Twins.assertClose(
                twins.fast().output(batches.get(0)),
                twins.stock().output(batches.get(0).castTo(DataType.DOUBLE)),
                1e-4);
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "IDENTITY", "ELU", "SOFTMAX"})
    void denseLayers(Activation activation) {
        agreeAndLearn(
                type -> configuration(
                        type,
                        InputType.feedForward(11),
                        new DenseLayer.Builder().nOut(23).activation(activation).build(),
                        new DenseLayer.Builder()
                                .nOut(20)
                                .activation(activation)
                                .hasBias(false)
                                .build()),
                N,
                11);
    }

    /** As a layer by itself, behind images and behind vectors; images that come in channels first are the stock layer's. */
    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH"})
    void activationLayers(Activation activation) {
        agreeAndLearn(
                type -> configuration(
                        type,
                        InputType.convolutional(IMAGES[2], IMAGES[3], IMAGES[1]),
                        new ActivationLayer(Activation.RELU),
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(7)
                                .activation(Activation.IDENTITY)
                                .build(),
                        new ActivationLayer(activation),
                        new SubsamplingLayer.Builder(PoolingType.AVG, new int[] {2, 2}, new int[] {2, 2}).build(),
                        new DenseLayer.Builder()
                                .nOut(9)
                                .activation(Activation.IDENTITY)
                                .build(),
                        new ActivationLayer(activation)),
                IMAGES);
    }

    /** The loss's value, too, which some losses' gradients would spoil: they are computed in the memory of the logits. */
    @ParameterizedTest
    @CsvSource({
        "MCXENT, SOFTMAX",
        "MSE, SOFTMAX",
        "MSE, SIGMOID",
        "MSE, TANH",
        "MSE, IDENTITY",
        "L1, TANH",
        "XENT, SIGMOID"
    })
    void lossesBehindAHiddenLayerAndAlone(LossFunction loss, Activation activation) {
        Layer output = new OutputLayer.Builder(loss)
                .nOut(CLASSES)
                .activation(activation)
                .build();
        Layer hidden =
                new DenseLayer.Builder().nOut(9).activation(Activation.TANH).build();
        agreeAndLearn(type -> layers(type, InputType.feedForward(11), hidden.clone(), output.clone()), N, 11);
        agreeAndLearn(type -> layers(type, InputType.feedForward(11), output.clone()), N, 11);
    }

    @Test
    void penaltiesConstraintsAndGradientClipping() {
        agreeAndLearn(
                type -> new NeuralNetConfiguration.Builder()
                        .seed(7)
                        .dataType(type)
                        .updater(new Adam(1e-2))
                        .l2(1e-2)
                        .l1(1e-3)
                        .constrainWeights(new MaxNormConstraint(0.4, 1))
                        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(0.05)
                        .list()
                        .layer(new ConvolutionLayer.Builder(3, 3)
                                .nOut(5)
                                .activation(Activation.RELU)
                                .build())
                        .layer(new DenseLayer.Builder()
                                .nOut(9)
                                .activation(Activation.RELU)
                                .build())
                        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.convolutional(IMAGES[2], IMAGES[3], IMAGES[1]))
                        .build(),
                IMAGES);
    }

    private static void agreeAndLearn(Function<DataType, MultiLayerConfiguration> configuration, long... shape) {
        Twins twins = Twins.of(configuration, DataType.FLOAT);
        List<INDArray> batches = Twins.batches(6, shape);
        twins.agree(batches.get(0), labels(1).get(0));
        twins.learnAlike(batches.subList(1, 6), labels(5), 1e-4);
    }

    /** Convolutions of ND4J's own and the output layer also know double precision. */
    @Test
    void convolutionsAndTheOutputLayerInDoublePrecision() {
        Twins twins = Twins.of(
                type -> configuration(
                        type,
                        InputType.convolutional(IMAGES[2], IMAGES[3], IMAGES[1]),
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(7)
                                .activation(Activation.ELU)
                                .build()),
                DataType.DOUBLE);
        List<INDArray> batches = Twins.batches(4, IMAGES);
        twins.agree(batches.get(0), labels(1).get(0));
        twins.learnAlike(batches, labels(4), 1e-11);
    }

    /** Dropouts other than of one half are Deeplearning4j's: with the same random numbers, the same values are dropped. */
    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "IDENTITY", "ELU"})
    void dropOutAndDropConnectAsTheStockLayersDo(Activation activation) {
        Function<DataType, MultiLayerConfiguration> configuration = type -> new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .biasInit(0.1)
                .updater(new Sgd(0.05))
                .activation(activation)
                .list()
                .layer(new DenseLayer.Builder().nOut(23).build())
                .layer(new DenseLayer.Builder()
                        .nOut(20)
                        .dropOut(0.7)
                        .weightNoise(new DropConnect(0.8))
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.7)
                        .build())
                .setInputType(InputType.feedForward(11))
                .build();
        learnAlikeWithTheSameRandomNumbers(configuration);
    }

    static Stream<IDropout> noises() {
        return Stream.of(new GaussianNoise(0.5), new GaussianDropout(0.6), new AlphaDropout(0.7));
    }

    /** These change the sign of a value, in place where they may, and from a ReLU's values its gradient is computed. */
    @ParameterizedTest
    @MethodSource("noises")
    void noiseOnALayersInputAsTheStockLayersDo(IDropout noise) {
        learnAlikeWithTheSameRandomNumbers(type -> layers(
                type,
                InputType.feedForward(11),
                new DenseLayer.Builder().nOut(23).activation(Activation.RELU).build(),
                new DenseLayer.Builder()
                        .nOut(20)
                        .activation(Activation.RELU)
                        .dropOut(noise.clone())
                        .build(),
                new DropoutLayer(noise.clone()),
                new DenseLayer.Builder().nOut(12).activation(Activation.RELU).build(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .dropOut(noise.clone())
                        .build()));
    }

    private static void learnAlikeWithTheSameRandomNumbers(Function<DataType, MultiLayerConfiguration> configuration) {
        MultiLayerNetwork stock = Twins.stock(configuration.apply(DataType.FLOAT));
        MultiLayerNetwork fast = Twins.stock(configuration.apply(DataType.FLOAT));
        Accelerator.accelerate(fast);
        for (INDArray batch : Twins.batches(5, N, 11)) {
            for (MultiLayerNetwork network : List.of(stock, fast)) {
                Nd4j.getRandom().setSeed(17);
                network.fit(batch.dup(), Twins.oneHot(N, CLASSES));
            }
        }
        Twins.assertClose(fast.params(), stock.params(), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 3})
    void batchesOfOtherSizesInTurn(int n) {
        Twins twins = Twins.of(
                new Variant(false, ConvolutionMode.Truncate, 2, 2, 0, CNN2DFormat.NCHW)::configuration, DataType.FLOAT);
        twins.agree(Twins.batches(1, IMAGES).get(0), labels(1).get(0), 1e-4);
        twins.agree(Twins.batches(1, n, IMAGES[1], IMAGES[2], IMAGES[3]).get(0), Twins.oneHot(n, CLASSES), 1e-4);
        twins.agree(Twins.batches(1, IMAGES).get(0), labels(1).get(0), 1e-4);
    }

    @Test
    void batchNormalizationOfVectorsIsLeftToTheStockComputation() {
        agreeAndLearn(
                type -> configuration(
                        type,
                        InputType.feedForward(11),
                        new DenseLayer.Builder()
                                .nOut(23)
                                .activation(Activation.RELU)
                                .build(),
                        new BatchNormalization()),
                N,
                11);
    }

    @Test
    void masksAreLeftToTheStockComputation() {
        Function<DataType, MultiLayerConfiguration> configuration = type -> configuration(
                type,
                InputType.feedForward(11),
                new DenseLayer.Builder().nOut(6).build());
        Twins twins = Twins.of(configuration, DataType.FLOAT);
        INDArray input = Twins.batches(1, N, 11).get(0);
        INDArray mask = Nd4j.create(new float[][] {{1}, {0}, {1}, {1}, {0}});
        var fast = twins.fast().calculateGradients(input, labels(1).get(0), mask, mask);
        var stock = twins.stock()
                .calculateGradients(
                        input.castTo(DataType.DOUBLE),
                        labels(1).get(0).castTo(DataType.DOUBLE),
                        mask.castTo(DataType.DOUBLE),
                        mask.castTo(DataType.DOUBLE));
        Twins.assertClose(fast.getFirst().gradient(), stock.getFirst().gradient(), 2e-5);
        Twins.assertClose(fast.getSecond(), stock.getSecond(), 2e-5);
    }

    @Test
    void anEvaluationBetweenTwoStepsChangesNothing() {
        Variant variant = new Variant(true, ConvolutionMode.Truncate, 3, 2, 0, CNN2DFormat.NCHW);
        List<MultiLayerNetwork> two = List.of(
                Twins.of(variant::configuration, DataType.FLOAT).fast(),
                Twins.of(variant::configuration, DataType.FLOAT).fast());
        List<INDArray> batches = Twins.batches(3, IMAGES);
        two.forEach(network -> network.fit(batches.get(0), labels(1).get(0)));
        two.get(0).output(Nd4j.rand(2, 3, 19, 17));
        two.get(0).score(new DataSet(batches.get(2), labels(1).get(0)), true);
        two.get(0).feedForward(batches.get(2), true);
        two.forEach(network -> network.fit(batches.get(1), labels(1).get(0)));
        assertThat(two.get(0).params()).isEqualTo(two.get(1).params());
    }
}
