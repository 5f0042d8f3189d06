package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Two steps of a small network, against numbers worked out apart from DL4J, in double precision with NumPy, from these
 * equations. The batch of n = 4 rows x with labels y goes through
 *
 * <pre>
 * h = max(0, x W + b)                           dense, ReLU
 * μ = mean(h), σ² = mean((h − μ)²)              over the batch, by column
 * ĥ = (h − μ) / √(σ² + 1e-3),  z = γ ĥ + β      batch normalisation with Keras' ε
 * p = softmax(z V + c),  loss = mean(−log p[y])
 * </pre>
 *
 * and back through
 *
 * <pre>
 * δ = (p − onehot(y)) / n,  ∂V = zᵀ δ,  ∂c = Σ δ
 * ∂z = δ Vᵀ,  ∂γ = Σ ∂z ĥ,  ∂β = Σ ∂z,  ∂ĥ = ∂z γ
 * ∂h = (∂ĥ − mean(∂ĥ) − ĥ mean(∂ĥ ĥ)) / √(σ² + 1e-3)
 * ∂W = xᵀ (∂h where h > 0),  ∂b = Σ (∂h where h > 0)
 * </pre>
 *
 * Then Adam as Keras writes it, step t: m ← 0.9 m + 0.1 ∂, v ← 0.999 v + 0.001 ∂², parameter ← parameter − 0.001 ·
 * √(1 − 0.999ᵗ) / (1 − 0.9ᵗ) · m / (√v + 1e-7). The running averages keep 0.99 of themselves a step; the validation loss
 * is computed with them.
 */
class KerasStepTest {
    private static final double[][] X = {{1, 2}, {-1, 0.5}, {0.5, -1.2}, {2, 1}};
    private static final int[] Y = {0, 1, 1, 1};

    private record Rows() implements Examples {
        @Override
        public int size() {
            return Y.length;
        }

        @Override
        public List<String> classes() {
            return List.of("first", "second");
        }

        @Override
        public int label(int index) {
            return Y[index];
        }

        @Override
        public long[] shape() {
            return new long[] {2};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            target.put((float) X[index][0]).put((float) X[index][1]);
        }
    }

    @Test
    void aTrainingStepIsKeras() {
        MultiLayerNetwork network = network();
        try (Fit fit = Trainer.of(network).batchSize(4).fit(new Rows(), new Rows())) {
            History.Epoch epoch = fit.history().epochs().get(0);
            assertThat(epoch.loss()).isEqualTo(0.426374477, within(1e-6));
            assertThat(epoch.accuracy()).isEqualTo(0.75);
            assertThat(epoch.valLoss()).isEqualTo(0.584629997, within(1e-6));
            assertThat(epoch.valAccuracy()).isEqualTo(0.75);
        }
        assertParameter(network, "0_W", 0.299000111, -0.19900001, 0.50099996, 0.100999966, 0.400999981, -0.299000024);
        assertParameter(network, "0_b", 0.000999976, -0.000999951, -0.000999607);
        assertParameter(network, "1_gamma", 1.000999946, 1.00099992, 1.000999715);
        assertParameter(network, "1_beta", -0.000999979, -0.000999974, 0.000999984);
        assertParameter(network, "1_mean", 0.003075, 0.0025, 0.003275);
        assertParameter(network, "1_var", 0.990906687, 0.990675, 0.991082687);
        assertParameter(network, "2_W", 0.200999968, -0.400999968, 0.60099996, 0.09900004, -0.500999772, 0.300999772);
        assertParameter(network, "2_b", -0.000999987, 0.000999987);
    }

    @Test
    void aSecondStepGoesOnFromTheFirstOnesMoments() {
        MultiLayerNetwork network = network();
        try (Fit fit = Trainer.of(network).epochs(2).batchSize(4).fit(new Rows(), new Rows())) {
            History.Epoch epoch = fit.history().epochs().get(1);
            assertThat(epoch.loss()).isEqualTo(0.423919062, within(1e-6));
            assertThat(epoch.valLoss()).isEqualTo(0.582524419, within(1e-6));
        }
        assertParameter(network, "0_W", 0.298000102, -0.198003692, 0.50199972, 0.101999239, 0.401995891, -0.298000099);
        assertParameter(network, "0_b", 0.00199995, -0.001999578, -0.002000158);
        assertParameter(network, "2_W", 0.202000112, -0.402000112, 0.602000079, 0.097999921, -0.501999192, 0.301999192);
        assertParameter(network, "1_mean", 0.006122501, 0.00498125, 0.006518002);
        assertParameter(network, "1_var", 0.981907215, 0.981443147, 0.98225589);
    }

    private static void assertParameter(MultiLayerNetwork network, String name, double... expected) {
        double[] found = network.getParam(name).dup('c').data().asDouble();
        assertThat(found).as(name).containsExactly(expected, within(2e-6));
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(2)
                        .nOut(3)
                        .activation(Activation.RELU)
                        .build())
                .layer(new BatchNormalization.Builder()
                        .nOut(3)
                        .decay(0.99)
                        .eps(1e-3)
                        .useLogStd(false)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        Map<String, INDArray> start = Map.of(
                "0_W", Nd4j.create(new double[][] {{0.3, -0.2, 0.5}, {0.1, 0.4, -0.3}}),
                "2_W", Nd4j.create(new double[][] {{0.2, -0.4}, {0.6, 0.1}, {-0.5, 0.3}}));
        start.forEach((name, values) -> network.getParam(name).assign(values));
        return network;
    }
}
