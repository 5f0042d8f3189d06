package mathsymbols.nn;

import java.nio.FloatBuffer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a frozen base looked: how much each place of its map of features spoke for a class; VGG19's has 7 × 7.
 *
 * <p>Grad-CAM (Selvaraju et al., 2017) multiplies the activations of a late layer by the gradient of the class's logit
 * {@code y} with respect to them, and sums over the channels. Between the features and the logit lies only the one linear layer of the {@link TransferHead}, so the gradient is that layer's weights and no backward pass is needed:
 *
 * <pre>heat[row][column] = Σ_channel  feature[row][column][channel] · weight[row][column][channel][class]</pre>
 *
 * The heat of all places adds up to the logit without its bias, and if a place were blanked out, the logit would fall by
 * exactly its heat; a negative value speaks against the class. The method's first form averages the gradient over the
 * image beforehand. It does not fit a head that, as this one, has weights of its own for every place: an average
 * over the image has no places (Draelos, Carin: "Use HiResCAM instead of Grad-CAM", 2020).
 */
public final class GradCam {
    private GradCam() {}

    /**
     * @param head a trained {@link TransferHead}
     * @param features as {@link FeatureCache} keeps them
     * @param index the image asked about
     * @param label the class asked about, such as the predicted one
     * @return {@code [height][width]} of the map: rows of columns, spread evenly over the image
     */
    public static float[][] of(MultiLayerNetwork head, Features features, int index, int label) {
        float[] values = new float[features.map().size()];
        features.read(index, FloatBuffer.wrap(values));
        return heat(head, values, features.map(), label);
    }

    /**
     * @param head a trained {@link TransferHead}
     * @param base whose features the head was trained on
     * @param image {@code [1, 3, 224, 224]}, RGB in 0 … 1
     * @param label the class asked about
     * @return {@code [height][width]} of the map: rows of columns, spread evenly over the image
     */
    public static float[][] of(MultiLayerNetwork head, FrozenBase base, INDArray image, int label) {
        try (INDArray features = base.features(image)) {
            return heat(head, features.toFloatVector(), base.shape(), label);
        }
    }

    static float[][] heat(MultiLayerNetwork head, float[] features, FeatureShape map, int label) {
        float[] weights = head.getLayer(0)
                .getParam(DefaultParamInitializer.WEIGHT_KEY)
                .getColumn(label)
                .toFloatVector();
        float[][] heat = new float[map.height()][map.width()];
        for (int i = 0; i < features.length; i++) {
            int place = i / map.channels();
            heat[place / map.width()][place % map.width()] += features[i] * weights[i];
        }
        return heat;
    }
}
