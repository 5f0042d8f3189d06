package mathsymbols.predict;

import java.awt.image.BufferedImage;
import java.util.List;

/** The network of a classifier, of one of the kinds that a file can hold. */
sealed interface ClassifierNetwork extends AutoCloseable permits TransferNetwork, ReaderNetwork {
    /** By which a file names the architecture, such as {@code "reader"}. */
    String name();

    /** How an image becomes the network's input. */
    Manifest.Input input();

    /** All that the network has learnt, in the order of its layers. They are its own arrays: to set them is to change it. */
    List<NamedArray> parameters();

    /** How many images shall go through it together. */
    int batch();

    /** What the network is given of an image of any size. May be called by several threads at once. */
    float[] input(BufferedImage image);

    /**
     * What the last layer says before the softmax.
     *
     * @param inputs as {@link #input} makes them
     * @return {@code [inputs, classes]}
     */
    float[][] logits(List<float[]> inputs);

    /** Gives its memory back. */
    @Override
    void close();
}
