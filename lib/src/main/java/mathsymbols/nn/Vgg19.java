package mathsymbols.nn;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.nn.fast.Accelerator;
import mathsymbols.nn.fast.FrozenNetwork;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The convolutional base of VGG19, used as the report does: frozen, from {@code [n, 3, 224, 224]} RGB in 0 … 1 (not
 * Keras' {@code preprocess_input}) to the features of {@code block5_pool}.
 *
 * <p>Simonyan, Zisserman: "Very deep convolutional networks for large-scale image recognition", 2014. The weights that
 * Keras offers were trained by Oxford's Visual Geometry Group and are licensed CC BY 4.0.
 */
public final class Vgg19 implements StorableBase {
    /** The name by which files know this network. */
    public static final String NAME = "vgg19";

    /** The features of one image: 7 rows of 7 columns of 512 channels. */
    public static final FeatureShape SHAPE = new FeatureShape(7, 7, 512);

    /** How many features that are. */
    public static final int FEATURES = SHAPE.size();

    private static final String REMEDY =
            "give the file vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5 of Keras Applications";

    /** Images that are in the network together; more would only take more memory. */
    private static final int AT_ONCE = 8;

    private record Block(int convolutions, int channels) {}

    private static final List<Block> BLOCKS =
            List.of(new Block(2, 64), new Block(2, 128), new Block(4, 256), new Block(4, 512), new Block(4, 512));

    private final MultiLayerNetwork network;
    private final String sha256;
    private final FrozenNetwork frozen;

    private Vgg19(MultiLayerNetwork network, String sha256) {
        this.network = network;
        this.frozen = FrozenNetwork.of(network);
        this.sha256 = sha256;
    }

    /**
     * VGG19 with the weights of a Keras file, found by the layers' names.
     *
     * @throws InputException if the file is missing, unreadable or of another network
     */
    public static Vgg19 load(Path h5) {
        MultiLayerNetwork network = build(0);
        try (KerasWeights weights = KerasWeights.open(h5, REMEDY)) {
            for (var layer : network.getLayers()) {
                if (layer.numParams() > 0) {
                    weights.copyConvolution(
                            layer.conf().getLayer().getLayerName(),
                            layer.getParam(WEIGHT_KEY),
                            layer.getParam(BIAS_KEY));
                }
            }
            return new Vgg19(network, Hashes.sha256(h5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** VGG19 that has learnt nothing, its weights drawn so that a head can (a few seconds), where the real ones cannot be had. */
    public static Vgg19 random(long seed) {
        MultiLayerNetwork network = build(seed);
        RandomBase.scale(network);
        return new Vgg19(network, sha256OfRandom(seed));
    }

    /** What {@link #sha256()} answers for {@link #random}: it changes with the seed and with how the weights are drawn. */
    public static String sha256OfRandom(long seed) {
        String origin = "VGG19, seed " + seed + ", " + RandomBase.METHOD;
        return Hashes.sha256(origin.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * VGG19 for weights that come from elsewhere, such as a classifier's file: all {@link #parameters()} are still to be set.
     *
     * @param sha256 what {@link #sha256()} shall answer
     */
    public static Vgg19 blank(String sha256) {
        return new Vgg19(build(0), sha256);
    }

    /**
     * @param images {@code [n, 3, 224, 224]}, RGB in 0 … 1
     * @return {@code [n, 25088]}, in Keras' order: row, column, channel
     */
    @Override
    public INDArray features(INDArray images) {
        return features(images, AT_ONCE);
    }

    INDArray features(INDArray images, int atOnce) {
        INDArray features = Nd4j.createUninitialized(DataType.FLOAT, images.size(0), FEATURES);
        for (long start = 0; start < images.size(0); start += atOnce) {
            INDArrayIndex some = NDArrayIndex.interval(start, Math.min(start + atOnce, images.size(0)));
            try (INDArray pooled = frozen.output(images.get(some))) {
                features.get(some).assign(rowColumnChannel(pooled));
            }
        }
        return features;
    }

    /** A view where the memory lies so already, else a copy. */
    private static INDArray rowColumnChannel(INDArray pooled) {
        return pooled.permute(0, 2, 3, 1).reshape('c', pooled.size(0), FEATURES);
    }

    @Override
    public FeatureShape shape() {
        return SHAPE;
    }

    @Override
    public String key() {
        return "VGG19, block5_pool of RGB / 255, weights " + sha256;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The kernels {@code [out, in, height, width]} and biases {@code [1, out]}, named by their layers. */
    @Override
    public Map<String, INDArray> parameters() {
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        for (var layer : network.getLayers()) {
            if (layer.numParams() > 0) {
                String name = layer.conf().getLayer().getLayerName();
                parameters.put(name + ".weights", layer.getParam(WEIGHT_KEY));
                parameters.put(name + ".bias", layer.getParam(BIAS_KEY));
            }
        }
        return parameters;
    }

    /** Hexadecimal SHA-256 of the weights file; of how they were drawn if they are random. */
    public String sha256() {
        return sha256;
    }

    /** The 16 convolutions and 5 poolings, named as in Keras. */
    public MultiLayerNetwork network() {
        return network;
    }

    /** Gives the network's memory back. */
    @Override
    public void close() {
        frozen.close();
        network.close();
    }

    private static MultiLayerNetwork build(long seed) {
        var layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU)
                .list();
        for (int b = 1; b <= BLOCKS.size(); b++) {
            Block block = BLOCKS.get(b - 1);
            for (int c = 1; c <= block.convolutions(); c++) {
                layers.layer(new ConvolutionLayer.Builder(3, 3)
                        .name("block" + b + "_conv" + c)
                        .nOut(block.channels())
                        .build());
            }
            layers.layer(new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                    .name("block" + b + "_pool")
                    .build());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(
                layers.setInputType(InputType.convolutional(224, 224, 3)).build());
        network.init();
        Accelerator.accelerate(network);
        return network;
    }
}
