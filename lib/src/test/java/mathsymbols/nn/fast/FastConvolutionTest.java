package mathsymbols.nn.fast;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FastConvolutionTest {
    /** Sizes and options drawn at random. */
    record Shape(
            int batch,
            int channelsIn,
            int channelsOut,
            int height,
            int width,
            int kernel,
            int stride,
            int padding,
            int dilation,
            ConvolutionMode mode,
            Activation activation,
            boolean bias,
            CNN2DFormat format,
            DataType type) {
        static Shape random(Random random) {
            int kernel = 1 + random.nextInt(5);
            int dilation = 1 + random.nextInt(2);
            int smallest = (kernel - 1) * dilation + 1;
            return new Shape(
                    1 + random.nextInt(4),
                    1 + random.nextInt(20),
                    1 + random.nextInt(20),
                    smallest + random.nextInt(12),
                    smallest + random.nextInt(12),
                    kernel,
                    1 + random.nextInt(Math.min(3, kernel)),
                    random.nextInt(kernel),
                    dilation,
                    random.nextBoolean() ? ConvolutionMode.Truncate : ConvolutionMode.Same,
                    List.of(Activation.RELU, Activation.IDENTITY, Activation.TANH, Activation.ELU)
                            .get(random.nextInt(4)),
                    random.nextInt(4) > 0,
                    random.nextInt(4) > 0 ? CNN2DFormat.NCHW : CNN2DFormat.NHWC,
                    random.nextInt(4) > 0 ? DataType.FLOAT : DataType.DOUBLE);
        }

        /** Two convolutions, so that gradients also go through one into the other. */
        MultiLayerConfiguration configuration(DataType type) {
            return new NeuralNetConfiguration.Builder()
                    .dataType(type)
                    .seed(1)
                    .updater(new NoOp())
                    .biasInit(0.1)
                    .list()
                    .layer(configure(kernel)
                            .nOut(channelsOut)
                            .stride(stride, stride)
                            .dilation(dilation, dilation)
                            .padding(mode == ConvolutionMode.Same ? new int[] {0, 0} : new int[] {padding, padding})
                            .build())
                    .layer(configure(1).nOut(3).build())
                    .layer(new CnnLossLayer.Builder(LossFunction.MSE)
                            .activation(Activation.SIGMOID)
                            .format(format)
                            .build())
                    .setInputType(InputType.convolutional(height, width, channelsIn, format))
                    .build();
        }

        private ConvolutionLayer.Builder configure(int kernel) {
            return new ConvolutionLayer.Builder(kernel, kernel)
                    .stride(1, 1)
                    .convolutionMode(mode)
                    .activation(activation)
                    .hasBias(bias)
                    .dataFormat(format);
        }

        long[] input() {
            return format == CNN2DFormat.NCHW
                    ? new long[] {batch, channelsIn, height, width}
                    : new long[] {batch, height, width, channelsIn};
        }
    }

    static Stream<Shape> shapes() {
        Random random = new Random(1001);
        return Stream.generate(() -> Shape.random(random)).limit(60);
    }

    /** In float32 by oneDNN and in float64 by ND4J, each against the stock layer in float64. */
    @ParameterizedTest
    @MethodSource("shapes")
    void outputsAndAllGradientsAreThoseOfTheStockLayer(Shape shape) {
        Twins twins = Twins.of(shape::configuration, shape.type());
        INDArray input = Twins.batches(1, shape.input()).get(0);
        INDArray labels = Twins.batches(
                        1, twins.fast().output(input.castTo(shape.type())).shape())
                .get(0);
        twins.agree(input, labels);
    }

    /** Layers with as many channels and pixels as {@link WinogradConvolution} wants. */
    @Test
    void layersByWinogradsMethodLearnAsStockLayersDo() {
        Shape shape = new Shape(
                16,
                96,
                96,
                10,
                12,
                3,
                1,
                0,
                1,
                ConvolutionMode.Same,
                Activation.RELU,
                true,
                CNN2DFormat.NCHW,
                DataType.FLOAT);
        Twins twins = Twins.of(
                type -> new NeuralNetConfiguration.Builder()
                        .dataType(type)
                        .seed(1)
                        .updater(new Sgd(0.1))
                        .list()
                        .layer(shape.configure(3).nOut(96).build())
                        .layer(shape.configure(5).nOut(96).build())
                        .layer(new CnnLossLayer.Builder(LossFunction.MSE).build())
                        .setInputType(InputType.convolutional(10, 12, 96))
                        .build(),
                DataType.FLOAT);
        List<INDArray> inputs = Twins.batches(3, shape.input());
        twins.agree(inputs.get(0), inputs.get(1));
        twins.learnAlike(inputs, inputs, 1e-5);
    }
}
