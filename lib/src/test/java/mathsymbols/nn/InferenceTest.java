package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import mathsymbols.data.Examples;
import mathsymbols.io.Progress;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class InferenceTest {
    private final INDArray inputs = Nd4j.rand(7, 5);
    private MultiLayerNetwork network;

    @BeforeEach
    void buildNetwork() {
        network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(5))
                .build());
        network.init();
    }

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    @Test
    void everyExampleHasTheProbabilitiesThatTheNetworkGivesWhateverTheBatch() {
        List<Long> done = new ArrayList<>();
        float[][] probabilities =
                Inference.probabilities(network, new Rows(inputs), 3, (task, now, total) -> done.add(now));

        assertThat(Nd4j.createFromArray(probabilities).equalsWithEps(network.output(inputs), 1e-6))
                .isTrue();
        assertThat(done).containsExactly(3L, 6L, 7L);
    }

    @Test
    void anInterruptEndsItAfterTheBatch() {
        List<Long> done = new ArrayList<>();
        Progress interrupting = (task, now, total) -> {
            done.add(now);
            Thread.currentThread().interrupt();
        };

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> Inference.probabilities(network, new Rows(inputs), 3, interrupting));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly(3L);
    }

    private record Rows(INDArray values) implements Examples {
        @Override
        public int size() {
            return values.rows();
        }

        @Override
        public List<String> classes() {
            return List.of("+", "-", "x");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public long[] shape() {
            return new long[] {values.columns()};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            target.put(values.getRow(index).toFloatVector());
        }
    }
}
