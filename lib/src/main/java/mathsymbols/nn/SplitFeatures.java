package mathsymbols.nn;

import java.util.Locale;

/**
 * The features of a split's images.
 *
 * @param train what the head learns from
 * @param validation what shows how it is doing
 * @param test what is kept for the end
 * @param key SHA-256 that changes with the frozen base, the images and their preprocessing
 */
public record SplitFeatures(Features train, Features validation, Features test, String key) {
    /** The features of one image. */
    public FeatureShape shape() {
        return train.map();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d features for each of %,d training, %,d validation and %,d test images",
                shape().size(),
                train.size(),
                validation.size(),
                test.size());
    }
}
