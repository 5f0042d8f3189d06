package mathsymbols.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Every kind of layer that the two networks are made of, each before a softmax, on numbers that are the same on every
 * machine: what it gives must not depend on what it is computed with.
 */
public final class LayerCheck {
    private static final long[] INPUT = {4, 6, 29, 27};
    private static final int CLASSES = 5;

    private LayerCheck() {}

    /**
     * Computes all of them with the back end at hand.
     *
     * @param type {@code FLOAT} as the networks are, or {@code DOUBLE} for a reference
     * @return by layer and part, such as {@code "max pooling, gradient of the input"}, the numbers in row order
     */
    public static Map<String, double[]> results(DataType type) {
        Map<String, double[]> results = new LinkedHashMap<>();
        layers().forEach((name, layer) -> add(results, name, network(layer, type)));
        return results;
    }

    private static Map<String, Layer> layers() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        layers.put("convolution 11 x 11, stride 4", convolution(11, 4, ConvolutionMode.Truncate));
        layers.put("convolution 5 x 5", convolution(5, 1, ConvolutionMode.Truncate));
        layers.put("convolution 3 x 3, same size", convolution(3, 1, ConvolutionMode.Same));
        layers.put("max pooling", new FastPooling.Builder(new int[] {3, 3}, new int[] {2, 2}).build());
        layers.put("batch normalisation", new FastBatchNormalization(0.99, 1e-3));
        layers.put("dense, ReLU", dense(Activation.RELU));
        layers.put("dense, tanh", dense(Activation.TANH));
        return layers;
    }

    private static Layer convolution(int kernel, int stride, ConvolutionMode mode) {
        return new FastConvolution.Builder(kernel, kernel)
                .nOut(16)
                .stride(stride, stride)
                .convolutionMode(mode)
                .activation(Activation.RELU)
                .build();
    }

    private static Layer dense(Activation activation) {
        return new FastDense.Builder().nOut(64).activation(activation).build();
    }

    private static MultiLayerNetwork network(Layer layer, DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(type)
                .updater(new NoOp())
                .list()
                .layer(layer)
                .layer(new FastOutput.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(INPUT[2], INPUT[3], INPUT[1]))
                .build());
        network.init();
        network.setParams(random(1, 0.05, network.numParams()).reshape(1, -1).castTo(type));
        return network;
    }

    private static void add(Map<String, double[]> results, String name, MultiLayerNetwork network) {
        DataType type = network.params().dataType();
        INDArray images = random(2, 1, INPUT).castTo(type);
        INDArray labels = Nd4j.zeros(type, INPUT[0], CLASSES);
        for (int i = 0; i < INPUT[0]; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        results.put(name + ", output", numbers(network.feedForward(images, true).get(1)));
        var gradients = network.calculateGradients(images, labels, null, null);
        results.put(
                name + ", gradient of the parameters",
                numbers(gradients.getFirst().gradient()));
        results.put(name + ", gradient of the input", numbers(gradients.getSecond()));
        network.close();
    }

    /** Java's generator, since those of ND4J's back ends need not agree. */
    private static INDArray random(long seed, double deviation, long... shape) {
        Random random = new Random(seed);
        double[] values = random.doubles(LongStream.of(shape).reduce(1, Math::multiplyExact))
                .map(value -> deviation * (2 * value - 1))
                .toArray();
        return Nd4j.create(values, shape, DataType.DOUBLE);
    }

    private static double[] numbers(INDArray array) {
        return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    /**
     * How far numbers are from a reference.
     *
     * @return the largest difference over the largest number of the reference; not a number where one of them is none
     */
    public static double difference(double[] numbers, double[] reference) {
        double difference = numbers.length == reference.length ? 0 : Double.NaN;
        double largest = 0;
        for (int i = 0; i < Math.min(numbers.length, reference.length); i++) {
            difference = Math.max(difference, Math.abs(numbers[i] - reference[i]));
            largest = Math.max(largest, Math.abs(reference[i]));
        }
        return difference / largest;
    }
}
