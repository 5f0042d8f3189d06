package mathsymbols.nn;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import mathsymbols.io.Hashes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that has learnt to see elsewhere and is not trained here: it turns images into features, on which a new head
 * is trained. {@link Vgg19} is one. Since an image's features never change, {@link FeatureCache} keeps them.
 */
public interface FrozenBase extends AutoCloseable {
    /**
     * @param images {@code [n, 3, 224, 224]}, RGB in 0 … 1
     * @return {@code [n, shape().size()]}, each row in the order row, column, channel; a new array, to be closed
     *     by the caller
     */
    INDArray features(INDArray images);

    /** The features of one image. */
    FeatureShape shape();

    /**
     * A name that changes with everything the features depend on besides the images: the weights, the preprocessing, the
     * layer whose output they are.
     */
    String key();

    /** Gives the network's memory back. */
    @Override
    void close();

    /**
     * This base with images that are changed before it sees them. Both share the network: closing one closes the other.
     *
     * @param name of the preprocessing, by which {@link #key()} tells it from others: a new one for each change
     * @param preprocessing is handed {@code [n, 3, 224, 224]}, RGB in 0 … 1, which it must not change in place, and gives
     *     what this base shall see
     */
    default FrozenBase withPreprocessing(String name, UnaryOperator<INDArray> preprocessing) {
        FrozenBase base = this;
        return new FrozenBase() {
            @Override
            public INDArray features(INDArray images) {
                INDArray changed = preprocessing.apply(images);
                try {
                    return base.features(changed);
                } finally {
                    if (changed.data() != images.data()) {
                        changed.close();
                    }
                }
            }

            @Override
            public FeatureShape shape() {
                return base.shape();
            }

            @Override
            public String key() {
                return Hashes.sha256((base.key() + "\n" + name).getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {
                base.close();
            }
        };
    }
}
