package mathsymbols.data;

import java.nio.FloatBuffer;
import java.util.List;

/** A labelled set that a network can be trained on or evaluated with: scaled images, or features computed from them. */
public interface Examples {
    /** How many examples there are. */
    int size();

    /** The class names in the order of the labels. */
    List<String> classes();

    /** The class of one example, {@code 0 … classes().size() - 1}. */
    int label(int index);

    /** The shape of one example without the batch dimension, such as {@code [3, 224, 224]}. */
    long[] shape();

    /**
     * Writes one example's values to {@code target} at its position and advances it. May be called by several threads
     * at once, each with a buffer of its own.
     */
    void read(int index, FloatBuffer target);
}
