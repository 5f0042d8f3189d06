package mathsymbols.predict;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import mathsymbols.data.Examples;
import mathsymbols.io.InputException;
import mathsymbols.nn.Features;
import mathsymbols.nn.FrozenBase;
import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Names the symbol in an image, by the report's second model or by the small reader of chapter 7.
 *
 * <p>Several threads may share one classifier; they take turns, since one prediction keeps every core busy.
 */
public final class SymbolClassifier implements AutoCloseable {
    private final ClassifierNetwork network;
    private final List<String> labels;
    private final Provenance provenance;
    private final Optional<Rejection> rejection;

    /** Whether the network has been closed; the lock of those who ask it, too. One for all that share the network. */
    private final AtomicBoolean closed;

    SymbolClassifier(
            ClassifierNetwork network, List<String> labels, Provenance provenance, Optional<Rejection> rejection) {
        this(network, labels, provenance, rejection, new AtomicBoolean());
    }

    private SymbolClassifier(
            ClassifierNetwork network,
            List<String> labels,
            Provenance provenance,
            Optional<Rejection> rejection,
            AtomicBoolean closed) {
        this.network = network;
        this.labels = List.copyOf(labels);
        this.provenance = provenance;
        this.rejection = rejection;
        this.closed = closed;
    }

    /**
     * The report's way: the image is stretched to 224 × 224, the base (VGG19) turns it into features, and a softmax layer
     * gives each class its probability.
     *
     * @param base owned by the classifier from now on, as is {@code head}
     * @param head the base's features {@code [n, base.shape().size()]} to {@code [n, labels.size()]} probabilities
     * @param labels the classes in the order of the head's outputs
     */
    public SymbolClassifier(FrozenBase base, MultiLayerNetwork head, List<String> labels, Provenance provenance) {
        this(new TransferNetwork(base, head), labels, provenance, Optional.empty());
    }

    /**
     * The small reader: the image becomes a {@link mathsymbols.data.Glyph}, and the network does the rest.
     *
     * @param reader a trained {@link mathsymbols.nn.Reader}, owned by the classifier from now on
     * @param labels the classes in the order of the reader's outputs
     */
    public static SymbolClassifier reader(MultiLayerNetwork reader, List<String> labels, Provenance provenance) {
        Accelerator.accelerate(reader);
        return new SymbolClassifier(new ReaderNetwork(reader), labels, provenance, Optional.empty());
    }

    /** This classifier, which also says when an image shows none of its classes. Closing one closes the other. */
    public SymbolClassifier rejecting(Rejection others) {
        return new SymbolClassifier(network, labels, provenance, Optional.of(others), closed);
    }

    /**
     * Loads what {@link #save} wrote. The file may come from anyone: it holds numbers and names, no code.
     *
     * @throws InputException if the file is missing, damaged or anything else than a classifier of this version
     */
    public static SymbolClassifier load(Path file) {
        return ClassifierFile.load(file);
    }

    /**
     * Writes network, labels, preprocessing and provenance to one file: 82 MB with VGG19, half a megabyte
     * with the reader. A file of that name is replaced
     * at once and whole, or not at all.
     */
    public void save(Path file) throws IOException {
        synchronized (closed) {
            requireOpen();
            ClassifierFile.save(this, file);
        }
    }

    /**
     * Writes an ONNX model, which programs in any language can run: it takes an image of any size and does the preprocessing
     * itself. A file of that name is replaced at once and whole, or not at all.
     */
    public void export(Path file) throws IOException {
        synchronized (closed) {
            requireOpen();
            OnnxFile.write(this, file);
        }
    }

    /**
     * @param image jpg, png, bmp, tiff or webp
     * @throws InputException if it cannot be read
     */
    public Prediction predict(Path image) {
        return predict(OwnImage.read(image).picture());
    }

    /** @param image of any size; transparent parts count as white */
    public Prediction predict(BufferedImage image) {
        return predict(List.of(image)).get(0);
    }

    /** Predictions in the order of the images, which may differ in size. */
    public List<Prediction> predict(List<BufferedImage> images) {
        List<Prediction> predictions = new ArrayList<>();
        for (int start = 0; start < images.size(); start += batch()) {
            List<BufferedImage> some = images.subList(start, Math.min(start + batch(), images.size()));
            predictions.addAll(
                    predictions(some.parallelStream().map(this::input).toList()));
        }
        return predictions;
    }

    /** What the network is given of an image, far smaller than a photo is. May be called by several threads at once. */
    public float[] input(BufferedImage image) {
        return network.input(image);
    }

    /**
     * What the network says of images that are prepared, in their order.
     *
     * @param inputs made by {@link #input}, {@link #batch} of them at most
     */
    public List<Prediction> predictions(List<float[]> inputs) {
        return Arrays.stream(logits(inputs))
                .map(logits -> Prediction.of(
                        labels,
                        Logits.probabilities(logits),
                        rejection.filter(rule -> rule.rejects(logits)).isPresent()))
                .toList();
    }

    /** What the network says of each input before the softmax, {@code [inputs, classes]}. */
    float[][] logits(List<float[]> inputs) {
        synchronized (closed) {
            requireOpen();
            return inputs.isEmpty() ? new float[0][] : network.logits(inputs);
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("The classifier has been closed: make or load it again.");
        }
    }

    /** The same of many examples, which are inputs already: {@code [examples, classes]}. */
    float[][] logits(Examples examples) {
        return logits(examples.size(), i -> {
            FloatBuffer input =
                    FloatBuffer.allocate((int) Arrays.stream(examples.shape()).reduce(1, (a, b) -> a * b));
            examples.read(i, input);
            return input.array();
        });
    }

    /** The same of many inputs, which are made as they are needed, on every core. */
    float[][] logits(int count, IntFunction<float[]> inputs) {
        return Logits.ofMany(count, batch(), inputs, this::logits);
    }

    /**
     * The same of images whose features are known, without asking the base again.
     *
     * @throws IllegalArgumentException if this classifier has none
     */
    float[][] logits(Features features) {
        if (network instanceof TransferNetwork transfer) {
            synchronized (closed) {
                requireOpen();
                return transfer.logitsOf(features);
            }
        }
        throw new IllegalArgumentException("Only a classifier with a frozen base knows features, not " + kind() + ".");
    }

    /** How many images are best asked about together. */
    public int batch() {
        return network.batch();
    }

    /** The classes in the order of the network's outputs. */
    public List<String> labels() {
        return labels;
    }

    /** Where the classifier comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Which network it has, in words. */
    public String kind() {
        return network instanceof ReaderNetwork ? "the reader" : "VGG19";
    }

    /**
     * The reader's network as arrays alone.
     *
     * @throws InputException if it has another network
     */
    public FoldedReader folded() {
        if (network instanceof ReaderNetwork reader) {
            synchronized (closed) {
                requireOpen();
                return FoldedReader.of(reader.network());
            }
        }
        throw new InputException("Only the reader is small enough for a page: take the classifier of notebook"
                + " 07_beyond_the_report.");
    }

    /** When it says that an image shows none of its classes, if it can. */
    public Optional<Rejection> rejection() {
        return rejection;
    }

    ClassifierNetwork network() {
        return network;
    }

    /** Gives the network's memory back; closing twice does no harm. */
    @Override
    public void close() {
        synchronized (closed) {
            if (!closed.getAndSet(true)) {
                network.close();
            }
        }
    }
}
