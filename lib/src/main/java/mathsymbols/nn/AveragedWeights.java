package mathsymbols.nn;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An exponential average of a network's weights {@code w} over the steps of its training (Polyak averaging):
 * {@code a ← d · a + (1 − d) · w} after every step. The weights of single steps swing about the place that they are drawn to; their
 * average lies nearer to it, and reads better for it. Learning goes on with the weights themselves.
 *
 * <p>Batch normalisation's running means and variances are parameters in Deeplearning4j and averaged with the others.
 *
 * <p>After {@code t} steps, {@code d} is at most {@code (1 + t) / (10 + t)}, so that the average soon forgets the weights
 * that the network began with (as TensorFlow's {@code ExponentialMovingAverage} does).
 */
public final class AveragedWeights implements AutoCloseable {
    private final MultiLayerNetwork network;
    private final double decay;
    private final INDArray averages;

    private AveragedWeights(MultiLayerNetwork network, double decay) {
        this.network = network;
        this.decay = decay;
        this.averages = network.params().dup();
    }

    /**
     * Begins with the weights that the network has now.
     *
     * @param decay the share of the average that a step keeps, 0 … 1
     */
    public static AveragedWeights of(MultiLayerNetwork network, double decay) {
        return new AveragedWeights(network, decay);
    }

    /** Takes in the weights after a step; to be called after every step. */
    public void follow() {
        double steps = network.getIterationCount();
        double kept = Math.min(decay, (1 + steps) / (10 + steps));
        averages.muli(kept);
        try (INDArray share = network.params().mul(1 - kept)) {
            averages.addi(share);
        }
    }

    /** Does something with the network while it has the averaged weights instead of its own. */
    public void during(Runnable task) {
        try (INDArray own = network.params().dup()) {
            use();
            try {
                task.run();
            } finally {
                network.params().assign(own);
            }
        }
    }

    /** Gives the network the averaged weights for good. */
    public void use() {
        network.params().assign(averages);
    }

    /** The averages themselves, in the order of {@code network.params()}; written to, they go on from there. */
    public INDArray averages() {
        return averages;
    }

    @Override
    public void close() {
        averages.close();
    }
}
