package mathsymbols.nn.fast;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every layer's configuration does with the layer that it has made. */
final class LayerSetup {
    private LayerSetup() {}

    /** Gives the layer its place in a network; the arguments are those of {@code instantiate}. */
    static Layer complete(
            Layer layer,
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize) {
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(configuration.getLayer().initializer().init(configuration, parameters, initialize));
        layer.setConf(configuration);
        return layer;
    }
}
