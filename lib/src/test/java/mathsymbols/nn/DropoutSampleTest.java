package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class DropoutSampleTest {
    private static final int FEATURES = 1000;

    /** One example, 1000 ones. */
    private static final Examples ONES = new Examples() {
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
            return new long[] {FEATURES};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            for (int i = 0; i < FEATURES; i++) {
                target.put(1);
            }
        }
    };

    /** Adds its features up for class b: a logit of 0.004 each. */
    private static MultiLayerNetwork head(double kept) {
        MultiLayerNetwork head = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(FEATURES)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(kept)
                        .build())
                .build());
        head.init();
        head.getParam("0_W").assign(0);
        head.getParam("0_W").getColumn(1).assign(0.004);
        return head;
    }

    @Test
    void theExampleComesWholeAndThenUnderMasksThatKeepItsShareScaledUp() {
        List<DropoutSample> samples = DropoutSample.of(head(0.8), ONES, 0, 2);
        assertThat(samples).hasSize(3);
        assertThat(samples.get(0).features()).hasSize(FEATURES).containsOnly(1);
        for (DropoutSample masked : samples.subList(1, 3)) {
            assertThat(masked.features()).containsOnly(0, 1.25f);
            // Of 1000 draws at 0.8, a count outside 800 ± 80 is six standard deviations off.
            assertThat(count(masked)).isBetween(720L, 880L);
        }
        assertThat(samples.get(1).features()).isNotEqualTo(samples.get(2).features());
    }

    @Test
    void theHeadAnswersFromWhatIsLeft() {
        for (DropoutSample sample : DropoutSample.of(head(0.5), ONES, 0, 3)) {
            double logit = 0;
            for (float feature : sample.features()) {
                logit += 0.004 * feature;
            }
            assertThat(sample.answer()).isEqualTo("b");
            assertThat(sample.probability()).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-5));
        }
    }

    @Test
    void aHeadWithoutDropoutIsRefused() {
        MultiLayerNetwork none = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(FEATURES)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        none.init();
        assertThatThrownBy(() -> DropoutSample.of(none, ONES, 0, 1)).hasMessageContaining("no dropout");
    }

    private static long count(DropoutSample sample) {
        float[] features = sample.features();
        return IntStream.range(0, features.length).filter(i -> features[i] > 0).count();
    }
}
