package mathsymbols.train;

import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The loss of the very first steps of training, one by one: where one sees at once what a learning rate does. */
public final class StepLosses {
    private StepLosses() {}

    /**
     * Trains a fresh network for a few steps and throws it away.
     *
     * @param batchSize examples a step
     * @param seed what the order of the examples is drawn from: equal seeds give equal batches
     * @return each step's loss on its own batch, before the step was taken; not finite from where the training diverges
     */
    public static double[] of(
            MultiLayerConfiguration configuration, Examples examples, int batchSize, long seed, int steps) {
        double[] losses = new double[steps];
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
        network.init();
        try {
            int step = 0;
            for (int epoch = 1; step < steps; epoch++) {
                try (Batches batches = Batches.of(examples, batchSize).shuffled(seed, epoch)) {
                    for (Batch batch : batches) {
                        if (step == steps) {
                            break;
                        }
                        network.fit(batch.inputs(), batch.labels());
                        losses[step++] = network.score();
                    }
                }
            }
        } finally {
            network.close();
        }
        return losses;
    }
}
