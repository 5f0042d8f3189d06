package mathsymbols.eval;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * How well a model does on a set, with the uncertainty that comes from the choice of the set.
 *
 * @param loss mean cross-entropy in nats; NaN of no examples
 * @param lossInterval its 95 % interval (t)
 * @param accuracy share classified correctly, 0 … 1; NaN of no examples
 * @param accuracyInterval its 95 % interval (Wilson)
 * @param correct how many were classified correctly
 * @param total how many there were
 */
public record Score(
        double loss,
        Interval lossInterval,
        double accuracy,
        Interval accuracyInterval,
        int correct,
        @JsonProperty("of") int total) {
    /** {@code no images, and so no score}, or such as {@code accuracy 0.9774 (995 of 1,018; 95 % interval 0.9663 … 0.9849), loss 0.0794 (0.0463 … 0.1125)}. */
    @Override
    public String toString() {
        if (total == 0) {
            return "no images, and so no score";
        }
        return String.format(
                Locale.ROOT,
                "accuracy %.4f (%,d of %,d; 95 %% interval %s), loss %.4f (%s)",
                accuracy,
                correct,
                total,
                accuracyInterval,
                loss,
                lossInterval);
    }
}
