package mathsymbols.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import mathsymbols.data.ArgMax;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Examples;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.io.Progress;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a model said about a labelled set: everything else of this package is computed from it.
 *
 * @param classes the class names in the order of the labels
 * @param actual the true class of each example, {@code [n]}, each {@code 0 … classes.size() - 1}
 * @param probabilities what the model gave each class, {@code [n][classes]}, each 0 … 1
 */
public record Predictions(List<String> classes, int[] actual, float[][] probabilities) {
    private static final int BATCH = 64;

    /** Keeps the loss finite where a probability has underflowed to 0; {@code -ln} of it is 87. */
    private static final float SMALLEST = Float.MIN_NORMAL;

    public Predictions {
        classes = List.copyOf(classes);
        if (actual.length != probabilities.length) {
            throw new IllegalArgumentException(actual.length + " labels do not go with the probabilities of "
                    + probabilities.length + " examples");
        }
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] < 0 || actual[i] >= classes.size() || probabilities[i].length != classes.size()) {
                throw new IllegalArgumentException("Example " + i + " has label " + actual[i] + " and "
                        + probabilities[i].length + " probabilities, but there are " + classes.size() + " classes");
            }
        }
    }

    /**
     * Asks a trained network about all examples in order, in inference mode (no dropout, batch normalisation by its
     * running averages).
     *
     * @throws CancellationException if the thread is interrupted
     */
    public static Predictions of(MultiLayerNetwork network, Examples examples, Progress progress) {
        float[][] probabilities = new float[examples.size()][];
        int done = 0;
        try (Batches batches = Batches.of(examples, BATCH)) {
            for (Batch batch : batches) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("Interrupted after " + done + " examples");
                }
                try (INDArray output = network.output(batch.inputs())) {
                    System.arraycopy(output.toFloatMatrix(), 0, probabilities, done, batch.size());
                }
                done += batch.size();
                progress.update("Predicting", done, examples.size());
            }
        }
        return of(examples, probabilities);
    }

    /** Joins a set's labels with what a model gave its examples, in the same order. */
    public static Predictions of(Examples examples, float[][] probabilities) {
        int[] actual = IntStream.range(0, examples.size()).map(examples::label).toArray();
        return new Predictions(examples.classes(), actual, probabilities);
    }

    /** How many examples there are. */
    public int size() {
        return actual.length;
    }

    /** The class with the highest probability; of equals the first, as {@code numpy.argmax}. */
    public int predicted(int index) {
        return ArgMax.of(probabilities[index]);
    }

    /** Whether the most probable class is the true one. */
    public boolean isCorrect(int index) {
        return predicted(index) == actual[index];
    }

    /** How many examples were classified correctly. */
    public int correct() {
        return (int) IntStream.range(0, size()).filter(this::isCorrect).count();
    }

    /** The share of examples classified correctly, 0 … 1; NaN of none. */
    public double accuracy() {
        return (double) correct() / size();
    }

    /** The 95 % interval of the accuracy. */
    public Interval accuracyInterval() {
        return Interval.wilson(correct(), size());
    }

    /** The cross-entropy of one example in nats: {@code -ln} of the probability given to its true class. */
    public double loss(int index) {
        return -Math.log(Math.max(probabilities[index][actual[index]], SMALLEST));
    }

    /** The mean cross-entropy in nats; NaN of no examples. */
    public double loss() {
        return IntStream.range(0, size()).mapToDouble(this::loss).average().orElse(Double.NaN);
    }

    /** The 95 % interval of the mean cross-entropy. */
    public Interval lossInterval() {
        return Interval.ofMean(
                IntStream.range(0, size()).mapToDouble(this::loss).toArray());
    }

    /** Accuracy and loss with their 95 % intervals. */
    public Score score() {
        return new Score(loss(), lossInterval(), accuracy(), accuracyInterval(), correct(), size());
    }

    /** The examples at these positions, in this order. */
    public Predictions subset(int... indices) {
        return new Predictions(
                classes,
                IntStream.of(indices).map(i -> actual[i]).toArray(),
                IntStream.of(indices).mapToObj(i -> probabilities[i]).toArray(float[][]::new));
    }

    /** Writes them as JSON, whole or not at all. */
    public void save(Path file) throws IOException {
        AtomicFile.write(file, out -> Json.MAPPER.writeValue(out, this));
    }

    /**
     * Reads what {@link #save} wrote; every probability comes back to the bit.
     *
     * @throws InputException if there is no such file, or it holds no predictions
     */
    public static Predictions load(Path file) {
        return Json.read(
                file,
                Predictions.class,
                "a model's predictions",
                "run the notebook that evaluates the model, which makes it anew");
    }
}
