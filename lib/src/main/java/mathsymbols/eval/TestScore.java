package mathsymbols.eval;

import java.util.Locale;

/**
 * How well a model does on a set, and how far chance in the choice of the set may have carried that.
 *
 * @param loss mean cross-entropy in nats; NaN of no examples
 * @param lossInterval its 95 % interval (t)
 * @param accuracy share classified rightly, 0 … 1; NaN of no examples
 * @param accuracyInterval its 95 % interval (Wilson)
 * @param correct how many were classified rightly
 * @param of how many there were
 */
public record TestScore(
        double loss, Interval lossInterval, double accuracy, Interval accuracyInterval, int correct, int of) {
    /** {@code no images, and so no score}, or such as {@code accuracy 0.9774 (995 of 1018; 95 % interval 0.9663 … 0.9849), loss 0.0794 (0.0463 … 0.1125)}. */
    @Override
    public String toString() {
        if (of == 0) {
            return "no images, and so no score";
        }
        return String.format(
                Locale.ROOT,
                "accuracy %.4f (%d of %d; 95 %% interval %s), loss %.4f (%s)",
                accuracy,
                correct,
                of,
                accuracyInterval,
                loss,
                lossInterval);
    }
}
