package mathsymbols.notebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import mathsymbols.data.Split;
import mathsymbols.io.InputException;

/**
 * How much of the experiment is run. The notebooks are the same under every profile; all sizes that differ stand here.
 *
 * <p>{@link #FULL} has the report's sizes. {@link #QUICK} takes a stratified part of the images and fewer epochs, so that
 * all chapters take about five minutes on two cores without a GPU. {@link #TINY} is for tests and learns nothing.
 */
public enum Profile {
    FULL(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 100, 100, 5, 20, 64),
    QUICK(380, 114, 114, 27, 12, 10, 20, 16),
    TINY(38, 19, 19, 27, 2, 1, 2, 64);

    private final int train;
    private final int validation;
    private final int test;
    private final int maxEpochs;
    private final int epochs;
    private final int patience;
    private final int headEpochs;
    private final int batchSize;

    Profile(
            int train,
            int validation,
            int test,
            int maxEpochs,
            int epochs,
            int patience,
            int headEpochs,
            int batchSize) {
        this.train = train;
        this.validation = validation;
        this.test = test;
        this.maxEpochs = maxEpochs;
        this.epochs = epochs;
        this.patience = patience;
        this.headEpochs = headEpochs;
        this.batchSize = batchSize;
    }

    /** The profile of that name in any case. */
    static Profile named(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no profile \"" + name + "\": choose one of "
                        + Arrays.stream(values()).map(Profile::toString).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * This profile's part of the report's split (6,790, 2,263 and 1,018 images), each class's share kept; all of it under
     * {@link #FULL}.
     */
    public Split of(Split split) {
        return split.subset(train, validation, test);
    }

    /** Epochs after which the search would call a trial fully trained: the report's {@code max_epochs}. */
    public int maxEpochs() {
        return maxEpochs;
    }

    /** Epochs that the best AlexNet is trained at most. */
    public int epochs() {
        return epochs;
    }

    /** Epochs without a better validation loss after which the AlexNet's training stops. */
    public int patience() {
        return patience;
    }

    /** Epochs that VGG19's new head is trained. */
    public int headEpochs() {
        return headEpochs;
    }

    /** Images in a batch. */
    public int batchSize() {
        return batchSize;
    }

    /** The name as options and reports write it: lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
