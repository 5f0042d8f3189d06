package mathsymbols.nn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What one layer makes of one image.
 *
 * @param layer the layer's name
 * @param maps {@code [channels, height, width]}: where in the image each channel's pattern was found, and how strongly
 */
public record FeatureMaps(String layer, INDArray maps) {
    /**
     * Sends one image through a network in inference mode.
     *
     * @param layers names of layers whose output is an image of {@code [channels, height, width]}
     * @throws IllegalArgumentException if the network has no layer of that name
     */
    public static List<FeatureMaps> of(MultiLayerNetwork network, Examples images, int index, String... layers) {
        List<String> names = network.getLayerNames();
        int last = Arrays.stream(layers)
                .mapToInt(layer -> place(names, layer))
                .max()
                .orElseThrow(() -> new IllegalArgumentException("Name at least one layer, such as " + names.get(0)));
        List<INDArray> outputs = network.feedForwardToLayer(last, one(images, index), false);
        return Arrays.stream(layers)
                // The input stands before the first layer's output.
                .map(layer -> new FeatureMaps(
                        layer, outputs.get(1 + place(names, layer)).slice(0).dup('c')))
                .toList();
    }

    private static int place(List<String> names, String layer) {
        if (!names.contains(layer)) {
            throw new IllegalArgumentException(
                    "The network has no layer \"" + layer + "\": choose from " + names + ".");
        }
        return names.indexOf(layer);
    }

    private static INDArray one(Examples images, int index) {
        float[] values = new float[Math.toIntExact(LongStream.of(images.shape()).reduce(1, (a, b) -> a * b))];
        images.read(index, FloatBuffer.wrap(values));
        long[] shape = LongStream.concat(LongStream.of(1), LongStream.of(images.shape()))
                .toArray();
        return Nd4j.createFromArray(values).reshape('c', shape);
    }
}
