package mathsymbols.nn.fast;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

class FrozenNetworkTest {
    private static MultiLayerNetwork network(ConvolutionMode mode, Layer... more) {
        var list = new NeuralNetConfiguration.Builder()
                .seed(3)
                .biasInit(0.2)
                .convolutionMode(mode)
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(16).build())
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(24).build())
                .layer(new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2}).build())
                .layer(new ConvolutionLayer.Builder(3, 5)
                        .nOut(20)
                        .stride(2, 1)
                        .hasBias(false)
                        .activation(Activation.TANH)
                        .build());
        for (Layer layer : more) {
            list.layer(layer);
        }
        return Twins.stock(list.setInputType(InputType.convolutional(30, 26, 3)).build());
    }

    private static void assertSameOutput(MultiLayerNetwork network) {
        try (FrozenNetwork frozen = FrozenNetwork.of(network)) {
            for (int n : new int[] {3, 3, 2}) {
                INDArray images = Twins.batches(1, n, 3, 30, 26).get(0);
                Twins.assertClose(frozen.output(images), network.output(images), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"Same", "Truncate"})
    void convolutionsAndPoolings(ConvolutionMode mode) {
        assertSameOutput(network(mode));
    }

    @Test
    void aNetworkWithOtherLayersComputesAsItDoesAnyway() {
        assertSameOutput(network(ConvolutionMode.Same, new GlobalPoolingLayer()));
    }

    @Test
    void whatIsNotRowByRowIsRearranged() {
        MultiLayerNetwork network = network(ConvolutionMode.Same);
        INDArray images = Twins.batches(1, 2, 30, 26, 3).get(0).permute(0, 3, 1, 2);
        try (FrozenNetwork frozen = FrozenNetwork.of(network)) {
            Twins.assertClose(frozen.output(images), network.output(images.dup('c')), 1e-5);
        }
    }
}
