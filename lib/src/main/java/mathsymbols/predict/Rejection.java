package mathsymbols.predict;

import mathsymbols.data.ArgMax;

/**
 * When a classifier says that an image shows none of its classes: where the {@link Score} of its logits is below a
 * threshold.
 *
 * @param score what is looked at
 * @param threshold below it an image is rejected; finite
 */
public record Rejection(Score score, double threshold) {

    /** How sure a network's logits are that they know the image at all; more is surer. */
    public enum Score {
        /** The greatest probability (Hendrycks, Gimpel: "A baseline for detecting misclassified…", 2017). */
        PROBABILITY {
            @Override
            public double of(float[] logits) {
                return Math.exp(LOGIT.of(logits) - ENERGY.of(logits));
            }
        },
        /** The greatest logit (Hendrycks et al.: "Scaling out-of-distribution detection…", 2022). */
        LOGIT {
            @Override
            public double of(float[] logits) {
                return logits[ArgMax.of(logits)];
            }
        },
        /** The logarithm of the sum of {@code exp}, the negative energy of Liu et al.: "Energy-based…", 2020. */
        ENERGY {
            @Override
            public double of(float[] logits) {
                double most = LOGIT.of(logits);
                double sum = 0;
                for (float logit : logits) {
                    sum += Math.exp(logit - most);
                }
                return most + Math.log(sum);
            }
        };

        /** @param logits what the network says before the softmax, {@code [classes]} */
        public abstract double of(float[] logits);
    }

    boolean rejects(float[] logits) {
        return score.of(logits) < threshold;
    }
}
