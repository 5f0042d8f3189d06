package mathsymbols.train;

import java.io.Serializable;
import java.time.Duration;

/** Told how a fit goes. Called on the thread that trains, so it should be quick; it decides itself how often it draws. */
public interface TrainingListener {
    /** Ignores everything. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * Where a fit is after a batch.
     *
     * @param epoch the running epoch, counted from 1
     * @param epochs the last epoch there may be
     * @param batch batches learnt in this epoch, {@code 1 … batches}
     * @param batches batches an epoch has
     * @param loss mean cross-entropy over this epoch's examples so far
     * @param accuracy share of them classified correctly, 0 … 1
     * @param imagesPerSecond training speed over this epoch so far
     * @param left time until the epoch's last batch, validation not counted
     */
    record Step(
            int epoch,
            int epochs,
            int batch,
            int batches,
            double loss,
            double accuracy,
            double imagesPerSecond,
            Duration left)
            implements Serializable {}

    /** An epoch begins; {@code epochs} is the last there may be. */
    default void epochStarted(int epoch, int epochs) {}

    /** One more batch has been learnt. */
    default void batchDone(Step step) {}

    /** Of the validation after {@code epoch}, {@code done} of {@code total} examples are through. */
    default void validating(int epoch, int done, int total) {}

    /** An epoch has ended, validated and kept; {@code history} includes it. */
    default void epochDone(History history) {}

    /** Something is lost that does not end the fit; written to the standard error output unless overridden. */
    default void warned(String sentence) {
        System.err.println(sentence);
    }

    /** The fit is over, for the reason that {@link Fit#stop()} gives. */
    default void finished(Fit fit) {}
}
