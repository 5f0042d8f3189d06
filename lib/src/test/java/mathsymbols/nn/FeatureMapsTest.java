package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

class FeatureMapsTest {
    /** One image of one channel: 1, 2, 3 over 4, 5, 6. */
    private static final Examples IMAGES = new Examples() {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public long[] shape() {
            return new long[] {1, 2, 3};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            target.put(new float[] {1, 2, 3, 4, 5, 6});
        }
    };

    /** Its first layer doubles, and its second turns the sign. */
    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .list()
                .layer(new ConvolutionLayer.Builder(1, 1).name("twice").nOut(1).build())
                .layer(new ConvolutionLayer.Builder(1, 1).name("minus").nOut(1).build())
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(2, 3, 1))
                .build());
        network.init();
        network.getParam("0_W").assign(2);
        network.getParam("1_W").assign(-1);
        return network;
    }

    @Test
    void everyLayerThatIsAskedForGivesItsOwnMaps() {
        List<FeatureMaps> maps = FeatureMaps.of(network(), IMAGES, 0, "minus", "twice");
        float[][][] twice = {{{2, 4, 6}, {8, 10, 12}}};
        assertThat(maps).extracting(FeatureMaps::layer).containsExactly("minus", "twice");
        assertThat(maps.get(1).maps()).isEqualTo(Nd4j.createFromArray(twice));
        assertThat(maps.get(0).maps()).isEqualTo(Nd4j.createFromArray(twice).neg());
    }

    @Test
    void aLayerThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> FeatureMaps.of(network(), IMAGES, 0, "conv9"))
                .hasMessageContaining("conv9")
                .hasMessageContaining("twice");
    }
}
