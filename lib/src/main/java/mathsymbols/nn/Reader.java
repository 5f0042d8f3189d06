package mathsymbols.nn;

import mathsymbols.data.Glyph;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small network that reads {@link Glyph glyphs}: {@code [n, 1, 48, 48]}, ink 1 and paper 0, comes in,
 * {@code [n, classes]} probabilities go out. Seven convolutions of 3 × 3, each followed by batch normalisation and ReLU;
 * 48 pixels shrink to 24, 12, 6 and 2. With 19 classes it learns 113,891 numbers.
 */
public final class Reader {
    private static final int[] BLOCKS = {16, 32, 64};

    private Reader() {}

    /**
     * The layers in their order.
     *
     * @param updater how the weights move
     * @param seed of the initial weights and of dropout
     */
    public static MultiLayerConfiguration configuration(int classes, IUpdater updater, long seed) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .weightInit(WeightInit.RELU)
                .weightDecay(0.02, true)
                .convolutionMode(ConvolutionMode.Same)
                .list();
        for (int block = 1; block <= BLOCKS.length; block++) {
            int channels = BLOCKS[block - 1];
            convolution(layers, "conv" + block + "a", channels);
            convolution(layers, "conv" + block + "b", channels);
            layers.layer(new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                    .name("pool" + block)
                    .build());
        }
        convolution(layers, "conv4", 64);
        return layers.layer(new SubsamplingLayer.Builder(PoolingType.AVG, new int[] {3, 3}, new int[] {3, 3})
                        .name("pool4")
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .name("predictions")
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.7)
                        .build())
                .setInputType(InputType.convolutional(Glyph.SIDE, Glyph.SIDE, 1))
                .build();
    }

    private static void convolution(NeuralNetConfiguration.ListBuilder layers, String name, int channels) {
        layers.layer(new ConvolutionLayer.Builder(3, 3)
                        .name(name)
                        .nOut(channels)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new BatchNormalization.Builder()
                        .name(name.replace("conv", "norm"))
                        .decay(0.95)
                        .eps(1e-3)
                        .useLogStd(false)
                        .build())
                .layer(new ActivationLayer.Builder()
                        .name(name.replace("conv", "relu"))
                        .activation(Activation.RELU)
                        .build());
    }
}
