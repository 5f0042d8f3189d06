package mathsymbols.nn;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import java.util.Arrays;
import mathsymbols.data.Images;
import mathsymbols.data.sample.Sample;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Makes a deep stack of random convolutions worth freezing. As it is drawn, every further layer makes all images more
 * alike and scrambles what tells them apart; after sixteen, a head has nothing to learn from.
 *
 * <p>Two remedies. A convolution with as many channels out as in begins as the identity plus some noise (Zagoruyko,
 * Komodakis: "DiracNets: training very deep neural networks without skip-connections", 2017), so that an image gets
 * through; where the maps have become small, as the mean of its neighbourhood, so that a head need not learn each symbol
 * anew for each place. And each layer in turn is scaled to what some drawings make of it (Krähenbühl, Doersch, Donahue,
 * Darrell: "Data-dependent initializations of convolutional neural networks", 2016; Mishkin, Matas: "All you need is a good init",
 * 2016): a layer that widens to mean 0 and variance 1 in each channel, the others to a mean square of 1. The last one gets a
 * standard deviation of {@value #LAST_DEVIATION}: a head adds up 25,088 of its results, and with larger ones Adam's steps overshoot.
 * And it passes on what exceeds its mean by half of that: a trained network's features are mostly zero as well.
 */
final class RandomBase {
    /** What the weights depend on besides the seed. */
    static final String METHOD = "identity or mean plus noise, scaled to drawings, version 5";

    private static final double NOISE = 0.25;
    private static final double LAST_DEVIATION = 0.2;

    /** What a result of the last layer must exceed to be passed on, in its standard deviations. */
    private static final double LAST_THRESHOLD = 0.5;

    private static final double[][] IDENTITY = {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}};
    private static final double NINTH = 1.0 / 9;
    private static final double[][] MEAN = {{NINTH, NINTH, NINTH}, {NINTH, NINTH, NINTH}, {NINTH, NINTH, NINTH}};

    /** Maps of at most this many pixels a side are blurred: VGG19's last two blocks. */
    private static final int BLURRED = 28;

    private static final long SEED_OF_DRAWINGS = 3;
    private static final int DRAWINGS = 4;

    /** Greater than any sum of a layer, so that its ReLU lets pass what is below zero, too. */
    private static final double ABOVE_ZERO = 100;

    private RandomBase() {}

    /** @param network of convolutions with a ReLU each, whose weights are drawn already, and of poolings */
    static void scale(MultiLayerNetwork network) {
        Layer last = Arrays.stream(network.getLayers())
                .filter(layer -> layer.numParams() > 0)
                .reduce((first, second) -> second)
                .orElseThrow();
        INDArray images = drawings();
        for (Layer layer : network.getLayers()) {
            INDArray results = layer.numParams() > 0 ? scale(layer, images, layer == last) : through(layer, images);
            layer.clear();
            images.close();
            images = results;
        }
        images.close();
    }

    /** What the layer makes of the images, once it is scaled. */
    private static INDArray scale(Layer layer, INDArray images, boolean last) {
        INDArray weights = layer.getParam(WEIGHT_KEY);
        INDArray bias = layer.getParam(BIAS_KEY);
        boolean widens = weights.size(0) != weights.size(1);
        if (!widens) {
            weights.muli(NOISE);
            addToEachChannel(weights, images.size(2) <= BLURRED ? MEAN : IDENTITY);
        }
        bias.assign(ABOVE_ZERO);
        INDArray sums = through(layer, images);
        asTheyLie(sums).subi(ABOVE_ZERO);
        if (widens || last) {
            toEachChannel(sums, weights, bias, last ? LAST_DEVIATION : 1);
        } else {
            double scale = Math.sqrt(sums.length()) / sums.norm2Number().doubleValue();
            weights.muli(scale);
            bias.assign(0);
            asTheyLie(sums).muli(scale);
        }
        if (last) {
            bias.subi(LAST_THRESHOLD * LAST_DEVIATION);
            sums.subi(LAST_THRESHOLD * LAST_DEVIATION);
        }
        Transforms.relu(asTheyLie(sums), false);
        return sums;
    }

    /** A view in the order of the memory, which the fast layers fill channels last: ND4J walks any other many times slower. */
    private static INDArray asTheyLie(INDArray images) {
        return images.permute(0, 2, 3, 1);
    }

    /** Scales a layer, and its sums with it, so that each channel has mean 0 and this standard deviation. */
    private static void toEachChannel(INDArray sums, INDArray weights, INDArray bias, double deviation) {
        long channels = weights.size(0);
        INDArray mean = sums.mean(0, 2, 3);
        INDArray scale = sums.std(false, 0, 2, 3).addi(1e-6).rdivi(deviation);
        weights.muli(scale.reshape(channels, 1, 1, 1));
        bias.assign(mean.muli(scale).negi());
        sums.muli(scale.reshape(1, channels, 1, 1)).addi(bias.reshape(1, channels, 1, 1));
    }

    /** Adds a kernel to the weights with which a channel goes into itself. */
    private static void addToEachChannel(INDArray weights, double[][] kernel) {
        for (int channel = 0; channel < weights.size(0); channel++) {
            for (int row = 0; row < kernel.length; row++) {
                for (int column = 0; column < kernel.length; column++) {
                    double drawn = weights.getDouble(channel, channel, row, column);
                    weights.putScalar(new int[] {channel, channel, row, column}, drawn + kernel[row][column]);
                }
            }
        }
    }

    private static INDArray through(Layer layer, INDArray images) {
        return layer.activate(images, false, LayerWorkspaceMgr.noWorkspaces());
    }

    /** {@code [n, 3, 224, 224]}: generated, so that the weights depend on nobody's images. */
    private static INDArray drawings() {
        var images = Sample.drawings(SEED_OF_DRAWINGS).values().stream()
                .limit(DRAWINGS)
                .map(image -> Nd4j.createFromArray(Images.floats(image)))
                .toArray(INDArray[]::new);
        return Nd4j.concat(0, images).reshape('c', images.length, Images.CHANNELS, Images.SIZE, Images.SIZE);
    }
}
