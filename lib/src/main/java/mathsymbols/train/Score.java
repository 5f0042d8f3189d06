package mathsymbols.train;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Examples;
import mathsymbols.io.Progress;
import mathsymbols.nn.LossMeter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

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
        try (LossMeter meter = new LossMeter(network)) {
            return evaluate(meter, examples, batchSize, done -> progress.update("Evaluating", done, examples.size()));
        }
    }

    static Score evaluate(LossMeter meter, Examples examples, int batchSize, IntConsumer done) {
        meter.reset();
        try (Batches batches = Batches.of(examples, batchSize)) {
            for (Batch batch : batches) {
                refuseInterrupted();
                meter.score(batch);
                done.accept(meter.seen());
            }
        }
        return of(meter);
    }

    /** What a meter has counted since its last reset; it must have seen at least one example. */
    static Score of(LossMeter meter) {
        return new Score(meter.loss(), (double) meter.correct() / meter.seen(), meter.correct(), meter.seen());
    }

    /** Ends a long task at the user's wish; the thread stays interrupted, so that what follows ends as well. */
    static void refuseInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The thread was interrupted.");
        }
    }

    /** One line as Keras prints it, such as {@code loss: 2.1603 - accuracy: 0.8193 (834 of 1018)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "loss: %.4f - accuracy: %.4f (%d of %d)", loss, accuracy, correct, of);
    }
}
