package mathsymbols.nn.fast;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.AdamUpdater;

/** Makes any {@link MultiLayerNetwork} compute faster. A {@code ComputationGraph} is not one. */
public final class Accelerator {
    private Accelerator() {}

    /**
     * Exchanges the layers that a network computes with for fast ones, where there are such. They use the same parameters
     * and gradients, so the network trains to the same numbers as before, but for rounding (and but for which values a
     * dropout of one half drops: as many, but others). Layers without a fast twin stay, as does the network's
     * configuration: saved, loaded or cloned, it is a stock network again, and this call makes that one fast, too.
     *
     * <p>May be called whenever the network is not computing, before or after it was trained; a second call changes
     * nothing, and says which layers were fast already.
     *
     * @param network initialised
     * @return what was exchanged and what was not; shown as a few lines
     * @throws IllegalArgumentException if the network was not initialised
     */
    public static Acceleration accelerate(MultiLayerNetwork network) {
        if (!network.isInitCalled()) {
            throw new IllegalArgumentException("The network has no layers yet: call init() before accelerate().");
        }
        DataType type = network.getLayerWiseConfigurations().getDataType();
        EngineChoice choice = EngineChoice.of(type);
        return accelerate(network, choice);
    }

    static Acceleration accelerate(MultiLayerNetwork network, EngineChoice choice) {
        Layer[] layers = network.getLayers().clone();
        Map<String, Layer> byName = byName(network);
        List<Acceleration.Fast> replaced = new ArrayList<>();
        List<Acceleration.Fast> already = new ArrayList<>();
        List<Acceleration.Left> left = new ArrayList<>();
        for (int i = 0; i < layers.length; i++) {
            var conf = network.getLayerWiseConfigurations().getConf(i).getLayer();
            String name = conf.getLayerName();
            String kind = conf.getClass().getSimpleName();
            LayerExchange exchange = LayerExchange.of(layers[i], choice.engine(), takesNetworksInput(network, i));
            List<Acceleration.Fast> fast = exchange.layer() == layers[i] ? already : replaced;
            layers[i] = exchange.layer();
            if (mayChangeSigns(conf.getIDropout())) {
                layers[i].allowInputModification(false);
            }
            byName.put(name, exchange.layer());
            exchange.why()
                    .ifPresentOrElse(
                            why -> left.add(new Acceleration.Left(name, kind, why)),
                            () -> fast.add(new Acceleration.Fast(name, kind)));
        }
        network.setLayers(layers);
        choice.engine().adam().filter(fast -> network.numParams() > 0).ifPresent(fast -> exchange(network, fast));
        return new Acceleration(choice.engine().name(), choice.reason(), replaced, already, left);
    }

    /** The optimiser belongs to the network from its first fit on, or from here. */
    private static void exchange(MultiLayerNetwork network, UnaryOperator<AdamUpdater> fast) {
        for (UpdaterBlock block : ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks()) {
            if (block.getGradientUpdater() instanceof AdamUpdater adam && adam.getClass() == AdamUpdater.class) {
                block.setGradientUpdater(fast.apply(adam));
            }
        }
    }

    /**
     * A layer's input is what the layer before it gave and may need on its way back, {@link FusedActivation} says for
     * what. These two only set values to zero or scale them.
     *
     * @param dropout null for none
     */
    private static boolean mayChangeSigns(IDropout dropout) {
        return dropout != null && !(dropout instanceof Dropout) && !(dropout instanceof SpatialDropout);
    }

    /** A preprocessor between the input and the first layer would be handed its gradient in a training step, too. */
    private static boolean takesNetworksInput(MultiLayerNetwork network, int layer) {
        return layer == 0 && network.getLayerWiseConfigurations().getInputPreProcess(0) == null;
    }

    /**
     * The map behind {@link MultiLayerNetwork#getLayer(String)}. There is a setter for the layers, but none for this, and
     * the two must agree.
     */
    @SuppressWarnings("unchecked") // as it is declared
    private static Map<String, Layer> byName(MultiLayerNetwork network) {
        try {
            Field map = MultiLayerNetwork.class.getDeclaredField("layerMap");
            map.setAccessible(true);
            return (Map<String, Layer>) map.get(network);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This is another Deeplearning4j than the one the accelerator knows.", e);
        }
    }
}
