package mathsymbols.nn;

import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The report's AlexNet: {@code [n, 3, 224, 224]} RGB in 0 … 1 comes in, {@code [n, classes]} probabilities go out. The
 * convolutions and poolings pad nothing ("valid"), so 224 pixels shrink to one: 54, 26, 22, 10, 8, 6, 4, 1.
 *
 * <p>Krizhevsky, Sutskever, Hinton: "ImageNet classification with deep convolutional neural networks", 2012, with batch
 * normalisation in place of their local response normalisation, and Keras' defaults where the report states nothing.
 */
public final class AlexNet {
    private AlexNet() {}

    /**
     * What may differ from one AlexNet to another.
     *
     * @param activation of the two dense layers; the report tried ReLU and tanh
     * @param learningRate of Adam; the report tried 1e-2 … 1e-5
     * @param batchNormDecay how much of the moving mean and variance each step keeps, 0 … 1
     * @param classes how many outputs
     * @param seed of the initial weights and of dropout
     */
    public record Options(Activation activation, double learningRate, double batchNormDecay, int classes, long seed) {

        /** As in the report, with Keras' momentum of 0.99 for batch normalisation. */
        public static Options ofReport(Activation activation, double learningRate, int classes, long seed) {
            return new Options(activation, learningRate, 0.99, classes, seed);
        }

        /** The same but for how much of the moving mean and variance each step keeps. */
        public Options withBatchNormDecay(double decay) {
            return new Options(activation, learningRate, decay, classes, seed);
        }
    }

    /** A freshly initialised and accelerated network, ready to be trained. */
    public static MultiLayerNetwork build(Options options) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(options));
        network.init();
        Accelerator.accelerate(network);
        return network;
    }

    /** The layers in the report's order. */
    public static MultiLayerConfiguration configuration(Options options) {
        return new NeuralNetConfiguration.Builder()
                .seed(options.seed())
                .updater(new Adam(options.learningRate(), 0.9, 0.999, 1e-7))
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .convolutionMode(ConvolutionMode.Truncate)
                .list()
                .layer(new ConvolutionLayer.Builder(11, 11)
                        .name("conv1")
                        .nOut(96)
                        .stride(4, 4)
                        .activation(Activation.RELU)
                        .weightInit(glorotUniform(3, 11, 96))
                        .build())
                .layer(maxPooling("pool1"))
                .layer(batchNormalization("norm1", options))
                .layer(convolution("conv2", 5, 256))
                .layer(maxPooling("pool2"))
                .layer(batchNormalization("norm2", options))
                .layer(convolution("conv3", 3, 256))
                .layer(convolution("conv4", 3, 384))
                .layer(convolution("conv5", 3, 384))
                .layer(maxPooling("pool5"))
                .layer(batchNormalization("norm5", options))
                .layer(dense("dense1", options).build())
                .layer(dense("dense2", options).dropOut(0.5).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .name("output")
                        .nOut(options.classes())
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.5)
                        .build())
                .setInputType(InputType.convolutional(224, 224, 3))
                .build();
    }

    private static ConvolutionLayer convolution(String name, int kernel, int channels) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .name(name)
                .nOut(channels)
                .activation(Activation.RELU)
                .build();
    }

    /**
     * Keras' Glorot uniform for a convolution with a stride: Deeplearning4j divides the fan-out by the stride's area,
     * which would start the first layer 3.3 times as large.
     */
    private static UniformDistribution glorotUniform(int channelsIn, int kernel, int channelsOut) {
        double limit = Math.sqrt(6.0 / ((channelsIn + channelsOut) * kernel * kernel));
        return new UniformDistribution(-limit, limit);
    }

    private static SubsamplingLayer maxPooling(String name) {
        return new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {3, 3}, new int[] {2, 2})
                .name(name)
                .build();
    }

    private static BatchNormalization batchNormalization(String name, Options options) {
        return new BatchNormalization.Builder()
                .name(name)
                .decay(options.batchNormDecay())
                .eps(1e-3)
                .useLogStd(false) // the variance itself, as Keras keeps it
                .build();
    }

    /**
     * Keras drops out of a dense layer's output; {@code dropOut} is the share that a layer keeps of its <em>input</em>,
     * and so stands on the layer after it.
     */
    private static DenseLayer.Builder dense(String name, Options options) {
        return new DenseLayer.Builder().name(name).nOut(4096).activation(options.activation());
    }
}
