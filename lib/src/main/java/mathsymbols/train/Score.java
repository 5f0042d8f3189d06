package mathsymbols.train;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Examples;
import mathsymbols.data.Progress;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * How well a network does on some examples.
 *
 * @param loss mean cross-entropy over the examples, taken from the logits as Keras does
 * @param accuracy share of them classified rightly, 0 … 1
 * @param correct how many were classified rightly
 * @param of how many there were
 */
public record Score(double loss, double accuracy, int correct, int of) {

    /** Evaluates a network in inference mode (no dropout, batch normalisation by its running averages). */
    public static Score evaluate(MultiLayerNetwork network, Examples examples) {
        return evaluate(network, examples, 64, Progress.NONE);
    }

    /**
     * Evaluates a network in inference mode.
     *
     * @param batchSize how many examples go through at once; changes the memory needed, not the result
     * @throws IllegalArgumentException if the network does not end in a softmax with cross-entropy
     * @throws CancellationException if the thread is interrupted
     */
    public static Score evaluate(MultiLayerNetwork network, Examples examples, int batchSize, Progress progress) {
        try (LossMeter meter = LossMeter.in(network)) {
            return evaluate(
                    network, meter, examples, batchSize, done -> progress.update("Evaluating", done, examples.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The evaluation was interrupted.");
        }
    }

    static Score evaluate(
            MultiLayerNetwork network, LossMeter meter, Examples examples, int batchSize, IntConsumer done)
            throws InterruptedException {
        meter.reset();
        try (Batches batches = Batches.of(examples, batchSize)) {
            for (Batch batch : batches) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                network.score(new DataSet(batch.inputs(), batch.labels()), false);
                done.accept(meter.score().of());
            }
        }
        return meter.score();
    }

    /** One line as Keras prints it, such as {@code loss: 2.1603 - accuracy: 0.8193 (834 of 1018)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "loss: %.4f - accuracy: %.4f (%d of %d)", loss, accuracy, correct, of);
    }
}
