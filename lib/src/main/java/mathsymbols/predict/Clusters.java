package mathsymbols.predict;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.data.Augmentation;
import mathsymbols.data.DerivedExamples;
import mathsymbols.data.Examples;
import mathsymbols.data.sample.NonSymbol;
import mathsymbols.nn.Features;

/**
 * Where a network's logits lie: a {@link Cluster} for each class, and one for empty paper. The score of an image is minus its
 * distance to the nearest class; where paper is nearer than that, it is {@link #OF_PAPER}.
 *
 * <p>The distance is that of Lee et al.: "A simple unified framework for detecting out-of-distribution samples…", 2018, but
 * of logits instead of the features below them, and with a covariance for each class instead of one for all.
 *
 * @param classes one of each class that the training images show
 * @param paper of images without ink
 */
public record Clusters(List<Cluster> classes, Cluster paper) implements Rejection.Score {
    /** Finite, and less than the score of any image that is nearer to a class. */
    static final double OF_PAPER = -Float.MAX_VALUE;

    /** A cluster has half as many numbers as the square of this, and a classifier's file holds all of them. */
    private static final int MOST_CLASSES = 40;

    public Clusters {
        classes = List.copyOf(classes);
    }

    /**
     * Finds the clusters of training images: as they are, and as the training changes them. Of what is no symbol only empty
     * paper is looked at.
     *
     * @param train what the network has learnt from, as it sees it
     * @param augmentation what changed it meanwhile
     * @param seed of the changes
     * @return empty if there are more than 40 classes, whose clusters would take too much room
     */
    public static Optional<Clusters> of(
            SymbolClassifier classifier, Examples train, Augmentation augmentation, long seed) {
        if (train.classes().size() > MOST_CLASSES) {
            return Optional.empty();
        }
        Examples papers = new Papers(train, classifier.input(NonSymbol.EMPTY_PAPER.draw(seed)));
        float[][] logits = Stream.of(train, augmentation.of(train, seed, 1))
                .flatMap(examples -> Arrays.stream(classifier.logits(examples)))
                .toArray(float[][]::new);
        int[] labels = IntStream.range(0, logits.length)
                .map(i -> train.label(i % train.size()))
                .toArray();
        return Optional.of(ClusterFit.of(logits, labels, classifier.logits(augmentation.of(papers, seed, 1))));
    }

    /** The same of images as they are, whose features the classifier's base has computed already. */
    static Optional<Clusters> of(SymbolClassifier classifier, Features train) {
        if (train.classes().size() > MOST_CLASSES) {
            return Optional.empty();
        }
        return Optional.of(ClusterFit.of(
                classifier.logits(train),
                IntStream.range(0, train.size()).map(train::label).toArray(),
                classifier.logits(1, any -> classifier.input(NonSymbol.EMPTY_PAPER.draw(0)))));
    }

    /** As many sheets of white paper as there are examples, but 300 at most. */
    private record Papers(Examples original, float[] white) implements DerivedExamples {
        @Override
        public int size() {
            return Math.min(300, original.size());
        }

        @Override
        public long[] shape() {
            return original.shape();
        }

        @Override
        public void read(int index, FloatBuffer target) {
            target.put(white);
        }
    }

    @Override
    public double of(float[] logits) {
        double nearest = classes.stream()
                .mapToDouble(cluster -> cluster.distance(logits))
                .min()
                .orElseThrow();
        return paper.distance(logits) < nearest ? OF_PAPER : -nearest;
    }

    @Override
    public boolean isSound(int count) {
        return !classes.isEmpty()
                && classes.size() <= count
                && Stream.concat(classes.stream(), Stream.of(paper)).allMatch(cluster -> cluster.isSound(count));
    }

    /** Of the 4,000 numbers nothing. */
    @Override
    public String toString() {
        return "clusters";
    }
}
