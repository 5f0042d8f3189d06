package mathsymbols.train;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Three clouds of points in eight dimensions, and a small network with everything that makes resuming hard. */
public record Blobs(int size, long seed) implements Examples {
    private static final int DIMENSIONS = 8;

    @Override
    public List<String> classes() {
        return List.of("a", "b", "c");
    }

    @Override
    public int label(int index) {
        return index % 3;
    }

    @Override
    public long[] shape() {
        return new long[] {DIMENSIONS};
    }

    @Override
    public void read(int index, FloatBuffer target) {
        Random random = new Random(seed * 1_000 + index);
        for (int d = 0; d < DIMENSIONS; d++) {
            target.put((float) (0.7 * random.nextGaussian() + (d % 3 == label(index) ? 1 : 0)));
        }
    }

    /** An initialised network of {@link #configuration}. */
    public static MultiLayerNetwork network(double learningRate) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(learningRate));
        network.init();
        return network;
    }

    /** Dense, batch normalisation, dropout, softmax; trained by Adam. */
    public static MultiLayerConfiguration configuration(double learningRate) {
        return configuration(new Adam(learningRate, 0.9, 0.999, 1e-7));
    }

    /** The same, trained by another updater. */
    static MultiLayerConfiguration configuration(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(DIMENSIONS)
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(new BatchNormalization.Builder()
                        .nOut(16)
                        .decay(0.99)
                        .eps(1e-3)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .dropOut(0.5)
                        .nIn(16)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }
}
