package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mathsymbols.data.Images;
import mathsymbols.data.sample.Sample;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class RandomBaseTest {
    private static final int DEPTH = 12;

    @Test
    void drawingsThatADeepRandomStackMakesAlikeStayApart() {
        MultiLayerNetwork network = stack(1);
        double alike = meanCosine(network.output(drawings()));

        RandomBase.scale(network);

        assertThat(alike).isGreaterThan(0.97);
        assertThat(meanCosine(network.output(drawings()))).isLessThan(0.9);
    }

    @Test
    void everyLayersResultsHaveTheSizeOfTheFirstOnesButTheLastsAreSmaller() {
        MultiLayerNetwork network = stack(1);
        RandomBase.scale(network);

        List<INDArray> results = network.feedForward(drawings());

        int last = results.size() - 2; // a pooling follows the last convolution
        for (int layer = 1; layer < last; layer++) {
            assertThat(meanSquare(results.get(layer))).as("layer %d", layer).isBetween(0.1, 5.0);
        }
        assertThat(meanSquare(results.get(last)))
                .as("the last, of standard deviation 0.2, of which what exceeds 0.1 is passed on")
                .isBetween(0.005, 0.1);
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        MultiLayerNetwork one = stack(1);
        MultiLayerNetwork same = stack(1);
        RandomBase.scale(one);
        RandomBase.scale(same);

        assertThat(same.params().distance2(one.params())).isCloseTo(0, within(1e-4));
    }

    private static double meanSquare(INDArray results) {
        return results.mul(results).meanNumber().doubleValue();
    }

    /** The images are other ones than those that the weights are scaled to. */
    private static INDArray drawings() {
        INDArray[] images = Sample.drawings(99).values().stream()
                .map(image -> Nd4j.createFromArray(Images.floats(image)))
                .toArray(INDArray[]::new);
        return Nd4j.concat(0, images).reshape(images.length, 3, Images.SIZE, Images.SIZE);
    }

    private static double meanCosine(INDArray results) {
        INDArray rows = results.dup('c').reshape(results.size(0), -1);
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < rows.size(0); i++) {
            for (int j = 0; j < i; j++) {
                sum += Transforms.cosineSim(rows.getRow(i), rows.getRow(j));
                pairs++;
            }
        }
        return sum / pairs;
    }

    private static MultiLayerNetwork stack(long seed) {
        var layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU)
                .list()
                .layer(pooling())
                .layer(pooling());
        for (int depth = 0; depth < DEPTH; depth++) {
            layers.layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(16 << depth / 6).build());
            if (depth % 3 == 2) {
                layers.layer(pooling());
            }
        }
        MultiLayerNetwork network = new MultiLayerNetwork(
                layers.setInputType(InputType.convolutional(Images.SIZE, Images.SIZE, Images.CHANNELS))
                        .build());
        network.init();
        return network;
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .build();
    }
}
