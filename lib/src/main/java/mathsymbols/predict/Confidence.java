package mathsymbols.predict;

import mathsymbols.data.ArgMax;

/** Scores that a network's logits have by themselves. */
public enum Confidence implements Rejection.Score {
    /** The greatest probability (Hendrycks, Gimpel: "A baseline for detecting misclassified…", 2017). */
    PROBABILITY("greatest probability") {
        @Override
        public double of(float[] logits) {
            return Math.exp(LOGIT.of(logits) - ENERGY.of(logits));
        }
    },
    /** The greatest logit (Hendrycks et al.: "Scaling out-of-distribution detection…", 2022). */
    LOGIT("greatest logit") {
        @Override
        public double of(float[] logits) {
            return logits[ArgMax.of(logits)];
        }
    },
    /** The logarithm of the sum of {@code exp}, the negative energy of Liu et al.: "Energy-based…", 2020. */
    ENERGY("energy") {
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

    private final String words;

    Confidence(String words) {
        this.words = words;
    }

    /** As tables name it. */
    @Override
    public String toString() {
        return words;
    }

    @Override
    public boolean isSound(int classes) {
        return true;
    }
}
