package mathsymbols.nn;

import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A frozen base that a file can hold as numbers alone, since this program knows how to build it by its name. */
public interface StorableBase extends FrozenBase {
    /** Of the architecture, such as {@code "vgg19"}. */
    String name();

    /**
     * All weights by their names, such as {@code "block1_conv1.weights"}, in the order of the layers. They are the
     * network's own arrays: to set them is to change it.
     */
    Map<String, INDArray> parameters();

    /** Its layers: {@code [n, 3, 224, 224]} to {@code [n, channels, rows, columns]} of features. */
    MultiLayerNetwork network();
}
