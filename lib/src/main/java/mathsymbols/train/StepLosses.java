package mathsymbols.train;

import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Examples;
import mathsymbols.nn.LossMeter;
import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/** The loss of the very first steps of training, one by one: where one sees at once what a learning rate does. */
public final class StepLosses {
    private StepLosses() {}

    /**
     * Trains a fresh network for a few steps and throws it away.
     *
     * @param configuration of a network that ends in a softmax with cross-entropy
     * @param batchSize examples a step
     * @param seed what the order of the examples and the dropout are drawn from: equal seeds give equal losses
     * @return each step's loss on its own batch, as {@link LossMeter} takes it, before the step was taken; not finite from
     *     where the training diverges
     */
    public static double[] of(
            MultiLayerConfiguration configuration, Examples examples, int batchSize, long seed, int steps) {
        double[] losses = new double[steps];
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
        network.init();
        Accelerator.accelerate(network);
        Nd4j.getRandom().setSeed(seed);
        try (LossMeter meter = new LossMeter(network)) {
            int step = 0;
            for (int epoch = 1; step < steps; epoch++) {
                try (Batches batches = Batches.of(examples, batchSize).shuffled(seed, epoch)) {
                    for (Batch batch : batches) {
                        if (step == steps) {
                            break;
                        }
                        meter.reset();
                        network.fit(batch.inputs(), batch.labels());
                        losses[step++] = meter.loss();
                    }
                }
            }
        } finally {
            network.close();
        }
        return losses;
    }
}
