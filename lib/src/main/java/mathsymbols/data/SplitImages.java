package mathsymbols.data;

import java.util.List;
import java.util.Locale;

/**
 * The decoded images of a split. A set is smaller than its list in the split where images could not be read.
 *
 * @param train what is learnt from
 * @param validation what steers the learning
 * @param test what is kept for the end
 * @param skipped one sentence for each image that could not be read: which, why, what to do; empty for sound data
 * @param key SHA-256 that changes with the content of any image and with the split
 */
public record SplitImages(ImageSet train, ImageSet validation, ImageSet test, List<String> skipped, String key) {
    public SplitImages {
        skipped = List.copyOf(skipped);
    }

    /** The class names in the order of the labels. */
    public List<String> classes() {
        return train.classes();
    }

    /** The training, validation and test images, one set after the other. */
    public ImageSet all() {
        return train.and(validation).and(test);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d training, %,d validation and %,d test images",
                train.size(),
                validation.size(),
                test.size());
    }
}
