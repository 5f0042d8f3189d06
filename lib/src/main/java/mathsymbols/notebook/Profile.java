package mathsymbols.notebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mathsymbols.data.ImageSet;
import mathsymbols.data.Split;
import mathsymbols.io.InputException;
import mathsymbols.nn.RunningAverages;

/**
 * How much of the experiment is run. The notebooks are the same under every profile; all sizes that differ stand here,
 * each with its reason.
 *
 * <p>{@link #QUICK} is made for five minutes on two cores without AVX-512, of which Jupyter and the kernel take one. AlexNet
 * learns from 30 images a second in small batches, with what a trial costs besides: a minute is some 1,700 images, shared
 * between the search and the training. VGG19 reads seven images a second: a minute is some 400 images, which are all that it
 * uses. The small reader of chapter 7 learns from some 200 images a second. That is for generated images; of real ones more are
 * learnt from, and they take a minute and a half longer.
 */
public enum Profile {
    /** The report's sizes. */
    FULL(
            Integer.MAX_VALUE, // training images: all 6,790
            Integer.MAX_VALUE, // training images where they are generated: all
            Integer.MAX_VALUE, // validation images: all 2,263
            Integer.MAX_VALUE, // test images: all 1,018
            64, // images a batch
            Integer.MAX_VALUE, // training images of the search: all
            100, // Hyperband's epochs of a fully trained trial; its first round gets 2
            100, // epochs of the best candidate; the report's early stopping ended it after 22
            5, // epochs without a better validation loss before early stopping ends it
            20, // epochs of VGG19's head
            64, // images a batch of the small reader
            24, // its epochs: ten minutes on two cores with AVX2
            6, // epochs with one part of its training left out, seven times
            38, // images that are spoilt more and more
            4), // by so many amounts, in each of ten ways
    /** What fits into some minutes. */
    QUICK(
            380, // 20 times as many as there are classes: of real images VGG19's head needs as many to read six of
            // seven
            228, // 12 times as many: generated hands differ less
            57, // three times as many: enough to rank candidates, and validated after each of some 12 epochs
            114, // six times as many: one image is 0.9 %
            8, // so that few images still make 48 steps an epoch, or 29
            95, // for each of eight candidates: after 12 steps good learning rates stand out
            27, // gives the first round 1 epoch
            4, // epochs of the best candidate, which reads more than eight of ten of the sample's test images by then
            4, // no early stopping: so few epochs are noisy
            12, // of a head that knows all its images by heart after ten
            16, // images a batch of the small reader, so that few images make steps enough
            24, // its epochs of a second or two; it reads nine of ten of the sample by then
            1, // as telling as three would be with so few images: not at all; it shows how this is done
            4, // VGG19 takes an eighth of a second each time that one is spoilt
            2), // half of the most, and the most
    /** For tests; learns nothing. */
    TINY(38, 38, 19, 19, 64, 38, 27, 2, 1, 2, 64, 3, 1, 2, 1);

    private final int train;
    private final int generated;
    private final int validation;
    private final int test;
    private final int batchSize;
    private final int searchImages;
    private final int maxEpochs;
    private final int epochs;
    private final int patience;
    private final int headEpochs;
    private final int readerBatchSize;
    private final int readerEpochs;
    private final int ablationEpochs;
    private final int spoiltImages;
    private final int spoiltAmounts;

    Profile(
            int train,
            int generated,
            int validation,
            int test,
            int batchSize,
            int searchImages,
            int maxEpochs,
            int epochs,
            int patience,
            int headEpochs,
            int readerBatchSize,
            int readerEpochs,
            int ablationEpochs,
            int spoiltImages,
            int spoiltAmounts) {
        this.train = train;
        this.generated = generated;
        this.validation = validation;
        this.test = test;
        this.batchSize = batchSize;
        this.searchImages = searchImages;
        this.maxEpochs = maxEpochs;
        this.epochs = epochs;
        this.patience = patience;
        this.headEpochs = headEpochs;
        this.readerBatchSize = readerBatchSize;
        this.readerEpochs = readerEpochs;
        this.ablationEpochs = ablationEpochs;
        this.spoiltImages = spoiltImages;
        this.spoiltAmounts = spoiltAmounts;
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
     *
     * @param sample whether the images are generated, so that fewer are enough
     */
    Split of(Split split, boolean sample) {
        return split.subset(sample ? generated : train, validation, test);
    }

    /** How many training images the search's trials learn from at most, the first of the training set. */
    public int searchImages() {
        return searchImages;
    }

    /** The part of the training images that the search's trials learn from. */
    public ImageSet searched(ImageSet train) {
        return searchImages >= train.size()
                ? train
                : train.subset(IntStream.range(0, searchImages).toArray());
    }

    /** How many batches an epoch of {@code images} images has. */
    public int steps(int images) {
        return batches(images, batchSize);
    }

    /**
     * Batch normalisation's momentum where an epoch has {@code images} images: under {@link #FULL} Keras' 0.99, as in the report;
     * elsewhere one that forgets the averages' start within an epoch, or its few steps would validate nothing else.
     */
    public double momentum(int images) {
        return this == FULL ? RunningAverages.KERAS : RunningAverages.forgettingWithin(steps(images));
    }

    /** The momentum that the experiment on the jumping validation loss holds against it. */
    public double otherMomentum() {
        return this == FULL ? 0.9 : RunningAverages.KERAS;
    }

    /** Epochs after which the search would call a trial fully trained: the report's {@code max_epochs}. */
    public int maxEpochs() {
        return maxEpochs;
    }

    /** Epochs that a candidate gets in the first round of a Hyperband that divides by three. */
    public int trialEpochs() {
        int divisor = 1;
        while (3 * divisor <= maxEpochs) {
            divisor *= 3;
        }
        return (maxEpochs + divisor - 1) / divisor;
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

    /** Images in a batch of the small reader. */
    public int readerBatchSize() {
        return readerBatchSize;
    }

    /** How many batches an epoch of the small reader has where it learns from {@code images} images. */
    public int readerSteps(int images) {
        return batches(images, readerBatchSize);
    }

    private static int batches(int images, int size) {
        return (images + size - 1) / size;
    }

    /** Epochs that the small reader is trained. */
    public int readerEpochs() {
        return readerEpochs;
    }

    /** Epochs that it is trained with one part of its training left out. */
    public int ablationEpochs() {
        return ablationEpochs;
    }

    /** How many images are spoilt more and more. */
    public int spoiltImages() {
        return spoiltImages;
    }

    /** The images that are spoilt more and more: so many of the test images, spread evenly over them. */
    public ImageSet spoilt(ImageSet test) {
        int count = Math.min(spoiltImages, test.size());
        return test.subset(IntStream.range(0, count)
                .map(i -> (int) ((long) i * test.size() / count))
                .toArray());
    }

    /** How many amounts they are spoilt by in each way. */
    public int spoiltAmounts() {
        return spoiltAmounts;
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
