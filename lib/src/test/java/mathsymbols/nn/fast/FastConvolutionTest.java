package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FastConvolutionTest {
    /** Sizes drawn at random, and the corners that chance would miss. */
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

        long[] input() {
            return format == CNN2DFormat.NCHW
                    ? new long[] {batch, channelsIn, height, width}
                    : new long[] {batch, height, width, channelsIn};
        }

        /** Two convolutions, so that gradients also go through one into the other. */
        MultiLayerNetwork network(boolean fast) {
            MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                    .dataType(type)
                    .seed(1)
                    .updater(new NoOp())
                    .biasInit(0.1)
                    .list()
                    .layer(configure(builder(fast, kernel))
                            .nOut(channelsOut)
                            .stride(stride, stride)
                            .dilation(dilation, dilation)
                            .padding(mode == ConvolutionMode.Same ? new int[] {0, 0} : new int[] {padding, padding})
                            .build())
                    .layer(configure(builder(fast, 1)).nOut(3).build())
                    .layer(new CnnLossLayer.Builder(LossFunction.MSE)
                            .activation(Activation.SIGMOID)
                            .format(format)
                            .build())
                    .setInputType(InputType.convolutional(height, width, channelsIn, format))
                    .build());
            network.init();
            return network;
        }

        private ConvolutionLayer.Builder builder(boolean fast, int kernel) {
            return fast ? new FastConvolution.Builder(kernel, kernel) : new ConvolutionLayer.Builder(kernel, kernel);
        }

        private ConvolutionLayer.Builder configure(ConvolutionLayer.Builder builder) {
            return builder.stride(1, 1)
                    .convolutionMode(mode)
                    .activation(activation)
                    .hasBias(bias)
                    .dataFormat(format);
        }
    }

    static Stream<Shape> shapes() {
        Random random = new Random(1001);
        return Stream.generate(() -> Shape.random(random)).limit(60);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void outputsAndAllGradientsAreThoseOfTheStockLayer(Shape shape) {
        MultiLayerNetwork stock = shape.network(false);
        MultiLayerNetwork fast = shape.network(true);
        fast.setParams(stock.params());
        INDArray input = Nd4j.rand(shape.type(), shape.input()).subi(0.5);
        assertClose(fast.output(input), stock.output(input));
        INDArray labels = Nd4j.rand(shape.type(), stock.output(input).shape());
        List<INDArray> expected = gradients(stock, input, labels);
        List<INDArray> actual = gradients(fast, input, labels);
        for (int i = 0; i < expected.size(); i++) {
            assertClose(actual.get(i), expected.get(i));
        }
    }

    /** With respect to every parameter and, last, to the input. */
    private static List<INDArray> gradients(MultiLayerNetwork network, INDArray input, INDArray labels) {
        var gradients = network.calculateGradients(input, labels, null, null);
        List<INDArray> all = new ArrayList<>();
        gradients.getFirst().gradientForVariable().forEach((name, gradient) -> all.add(gradient.dup()));
        all.add(gradients.getSecond());
        return all;
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double scale = Math.max(1e-6, expected.amaxNumber().doubleValue());
        double tolerance = expected.dataType() == DataType.DOUBLE ? 1e-12 : 2e-5;
        assertThat(actual.sub(expected).amaxNumber().doubleValue() / scale).isLessThan(tolerance);
    }
}
