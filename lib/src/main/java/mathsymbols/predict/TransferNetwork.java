package mathsymbols.predict;

import static mathsymbols.predict.onnx.OnnxValue.word;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import mathsymbols.data.Images;
import mathsymbols.io.InputException;
import mathsymbols.nn.Features;
import mathsymbols.nn.FrozenBase;
import mathsymbols.nn.StorableBase;
import mathsymbols.nn.Vgg19;
import mathsymbols.predict.onnx.OnnxGraph;
import mathsymbols.predict.onnx.OnnxLayers;
import mathsymbols.predict.onnx.OnnxValue;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The report's second model: an image is stretched to 224 × 224, a frozen base (the report's is VGG19) turns it into
 * features, and a softmax layer gives each class its probability.
 *
 * @param head the base's features {@code [n, base.shape().size()]} to {@code [n, classes]} probabilities
 */
record TransferNetwork(FrozenBase base, MultiLayerNetwork head) implements ClassifierNetwork {
    /** The one that a file can hold. */
    static final String VGG19 = Vgg19.NAME + "-softmax";

    /** Rows of features that are in memory at once, 100 KB each. */
    private static final int FEATURES = 128;

    static final Manifest.Input INPUT =
            new Manifest.Input(224, 224, "RGB", "stretched, bilinear, half-pixel centres, no antialiasing", "0 to 1");

    /** @throws InputException if no file can hold the base */
    @Override
    public String name() {
        return storable().name() + "-softmax";
    }

    @Override
    public Manifest.Input input() {
        return INPUT;
    }

    @Override
    public List<NamedArray> parameters() {
        List<NamedArray> parameters = new ArrayList<>();
        storable().parameters().forEach((name, array) -> parameters.add(new NamedArray(name, array)));
        parameters.add(new NamedArray("softmax.weights", head.getLayer(0).getParam(WEIGHT_KEY)));
        parameters.add(new NamedArray("softmax.bias", head.getLayer(0).getParam(BIAS_KEY)));
        return parameters;
    }

    private StorableBase storable() {
        if (base instanceof StorableBase storable && storable.name().equals(Vgg19.NAME)) {
            return storable;
        }
        throw new InputException("A classifier's file can hold the base " + Vgg19.NAME
                + " as it is: make that one, or teach ClassifierFile this one.");
    }

    /** They take about 50 MB each. */
    @Override
    public int batch() {
        return 8;
    }

    @Override
    public float[] input(BufferedImage image) {
        return Images.floats(image);
    }

    @Override
    public float[][] logits(List<float[]> inputs) {
        try (INDArray images = Logits.batch(inputs, Images.CHANNELS, Images.SIZE, Images.SIZE);
                INDArray features = base.features(images);
                INDArray logits = Logits.of(head.getLayer(0), features)) {
            return logits.toFloatMatrix();
        }
    }

    /** What the head says before the softmax of features that the base has computed, {@code [features.size(), classes]}. */
    float[][] logitsOf(Features features) {
        int length = features.map().size();
        return Logits.ofMany(
                features.size(),
                FEATURES,
                i -> {
                    float[] row = new float[length];
                    features.read(i, FloatBuffer.wrap(row));
                    return row;
                },
                some -> {
                    try (INDArray rows = Logits.batch(some, length, 1, 1);
                            INDArray logits = Logits.of(head.getLayer(0), rows.reshape('c', some.size(), length))) {
                        return logits.toFloatMatrix();
                    }
                });
    }

    @Override
    public OnnxValue logits(OnnxValue image) {
        OnnxGraph graph = image.graph();
        OnnxValue planes =
                graph.node("Unsqueeze", List.of(image.transposed(2, 0, 1).floats(), graph.integers(0)));
        OnnxValue size = graph.integers(1, Images.CHANNELS, Images.SIZE, Images.SIZE);
        List<OnnxValue> stretch = List.of(planes, graph.nothing(), graph.nothing(), size);
        OnnxValue stretched = graph.node(
                "Resize", stretch, word("mode", "linear"), word("coordinate_transformation_mode", "half_pixel"));
        OnnxValue maps = OnnxLayers.of(storable().network(), stretched.over(255));
        return OnnxLayers.of(head, maps.transposed(0, 2, 3, 1)); // row, column, channel, as the head wants them
    }

    @Override
    public void close() {
        base.close();
        head.close();
    }
}
