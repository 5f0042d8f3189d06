package mathsymbols.nn;

import java.nio.FloatBuffer;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where VGG19 looked: how much each of the 7 × 7 places of {@code block5_pool} spoke for a class.
 *
 * <p>Grad-CAM (Selvaraju et al., 2017) multiplies the activations of a late layer by the gradient of the class's logit
 * {@code y} with respect to them, and sums over the channels. Between {@code block5_pool} and the logit lies only the one
 * linear layer of the {@link TransferHead}, so the gradient is that layer's weights and no backward pass is needed:
 *
 * <pre>heat[row][column] = Σ_channel  feature[row][column][channel] · weight[row][column][channel][class]</pre>
 *
 * The heat of all places adds up to the logit without its bias, and if a place were blanked out, the logit would fall by
 * exactly its heat; a negative value speaks against the class. The method's first form averages the gradient over the
 * image beforehand. It does not fit a head that, as this one, has weights of its own for every place: the averages know
 * nothing of where (Draelos, Carin: "Use HiResCAM instead of Grad-CAM", 2020).
 */
public final class GradCam {
    private static final int SIDE = 7;
    private static final int CHANNELS = 512;

    private GradCam() {}

    /**
     * @param head a trained {@link TransferHead}
     * @param features as {@link FeatureCache} keeps them
     * @param index the image asked about
     * @param label the class asked about, such as the predicted one
     * @return {@code [7][7]}: rows of columns, spread evenly over the image
     */
    public static float[][] of(MultiLayerNetwork head, Examples features, int index, int label) {
        float[] values = new float[Vgg19.FEATURES];
        features.read(index, FloatBuffer.wrap(values));
        return heat(head, values, label);
    }

    /**
     * @param head a trained {@link TransferHead}
     * @param features {@code [1, 25088]}, as {@link Vgg19#features} gives them for one image
     * @param label the class asked about
     * @return {@code [7][7]}: rows of columns, spread evenly over the image
     */
    public static float[][] of(MultiLayerNetwork head, INDArray features, int label) {
        return heat(head, features.toFloatVector(), label);
    }

    private static float[][] heat(MultiLayerNetwork head, float[] features, int label) {
        float[] weights = head.getLayer(0)
                .getParam(DefaultParamInitializer.WEIGHT_KEY)
                .getColumn(label)
                .toFloatVector();
        float[][] heat = new float[SIDE][SIDE];
        for (int i = 0; i < features.length; i++) {
            int place = i / CHANNELS;
            heat[place / SIDE][place % SIDE] += features[i] * weights[i];
        }
        return heat;
    }
}
