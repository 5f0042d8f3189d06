package mathsymbols.nn;

import java.util.concurrent.CancellationException;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Examples;
import mathsymbols.io.Progress;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a trained network says of examples. */
public final class Inference {
    private Inference() {}

    /**
     * Runs the network over all examples in order.
     *
     * @param batchSize how many go through together; it changes the memory needed, not the result
     * @return {@code [examples][classes]} probabilities
     * @throws CancellationException if the thread is interrupted
     */
    public static float[][] probabilities(
            MultiLayerNetwork network, Examples examples, int batchSize, Progress progress) {
        float[][] probabilities = new float[examples.size()][];
        int done = 0;
        try (Batches batches = Batches.of(examples, batchSize)) {
            for (Batch batch : batches) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("Interrupted after " + done + " examples");
                }
                try (INDArray output = network.output(batch.inputs())) {
                    System.arraycopy(output.toFloatMatrix(), 0, probabilities, done, batch.size());
                }
                done += batch.size();
                progress.update("Predicting", done, examples.size());
            }
        }
        return probabilities;
    }
}
