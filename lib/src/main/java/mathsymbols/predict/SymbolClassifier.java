package mathsymbols.predict;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mathsymbols.data.Images;
import mathsymbols.io.InputException;
import mathsymbols.nn.FrozenBase;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Names the symbol in an image, as the report's second model does: the image is stretched to 224 × 224, a frozen base
 * (the report's is VGG19) turns it into features, and a softmax layer gives each class its probability.
 *
 * <p>Several threads may share one classifier; they take turns, since one prediction keeps every core busy.
 */
public final class SymbolClassifier implements AutoCloseable {
    /** Images that go through the base together; about 50 MB each. */
    private static final int BATCH = 8;

    private final FrozenBase base;
    private final MultiLayerNetwork head;
    private final List<String> labels;
    private final Provenance provenance;
    private boolean closed;

    /**
     * @param base owned by the classifier from now on, as is {@code head}
     * @param head the base's features {@code [n, base.shape().size()]} to {@code [n, labels.size()]} probabilities
     * @param labels the classes in the order of the head's outputs
     */
    public SymbolClassifier(FrozenBase base, MultiLayerNetwork head, List<String> labels, Provenance provenance) {
        this.base = base;
        this.head = head;
        this.labels = List.copyOf(labels);
        this.provenance = provenance;
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
     * Writes network, labels, preprocessing and provenance to one file of about 82 MB. A file of that name is replaced
     * at once and whole, or not at all.
     */
    public void save(Path file) throws IOException {
        ClassifierFile.save(this, file);
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
    public synchronized List<Prediction> predict(List<BufferedImage> images) {
        if (closed) {
            throw new IllegalStateException("The classifier has been closed: load it again.");
        }
        List<Prediction> predictions = new ArrayList<>();
        for (int start = 0; start < images.size(); start += BATCH) {
            List<BufferedImage> batch = images.subList(start, Math.min(start + BATCH, images.size()));
            for (float[] probabilities : probabilities(batch)) {
                predictions.add(Prediction.of(labels, probabilities));
            }
        }
        return predictions;
    }

    private float[][] probabilities(List<BufferedImage> batch) {
        float[] values = new float[batch.size() * Images.VALUES];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(Images.floats(batch.get(i)), 0, values, i * Images.VALUES, Images.VALUES);
        }
        long[] shape = {batch.size(), Images.CHANNELS, Images.SIZE, Images.SIZE};
        try (INDArray inputs = Nd4j.create(values, shape, 'c');
                INDArray features = base.features(inputs)) {
            return head.output(features).toFloatMatrix();
        }
    }

    /** The classes in the order of the network's outputs. */
    public List<String> labels() {
        return labels;
    }

    /** Where the classifier comes from. */
    public Provenance provenance() {
        return provenance;
    }

    FrozenBase base() {
        return base;
    }

    MultiLayerNetwork head() {
        return head;
    }

    /** Gives the networks' memory back; closing twice does no harm. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            base.close();
            head.close();
        }
    }
}
