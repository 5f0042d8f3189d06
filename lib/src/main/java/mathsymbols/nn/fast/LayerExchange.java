package mathsymbols.nn.fast;

import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;

/**
 * Makes a fast layer of a stock one, with its parameters and its place in the network.
 *
 * @param layer the fast one, or the one that was given where that stays
 * @param why the stock one stays; empty if the layer is fast
 */
record LayerExchange(Layer layer, Optional<String> why) {

    /** @param first whether the gradient with respect to the layer's input is the network's */
    static LayerExchange of(Layer stock, Engine engine, boolean first) {
        if (stock instanceof FastLayer) {
            return new LayerExchange(stock, Optional.empty());
        }
        if (stock instanceof org.deeplearning4j.nn.layers.FrozenLayer frozen) {
            LayerExchange inside = of(frozen.getInsideLayer(), engine, false);
            return inside.why().isPresent() || inside.layer() == frozen.getInsideLayer()
                    ? new LayerExchange(stock, inside.why())
                    : new LayerExchange(new org.deeplearning4j.nn.layers.FrozenLayer(inside.layer()), inside.why());
        }
        // Classes of their own that extend these compute something else.
        if (stock.getClass() == ConvolutionLayer.class) {
            ConvolutionLayer layer = (ConvolutionLayer) stock;
            return make(layer, engine.convolution(), with -> new FastConvolutionLayer(layer, with, first));
        }
        if (stock.getClass() == SubsamplingLayer.class) {
            return pooling((SubsamplingLayer) stock, engine);
        }
        if (stock.getClass() == BatchNormalization.class) {
            BatchNormalization layer = (BatchNormalization) stock;
            return layer.layerConf().isLockGammaBeta()
                    ? left(layer, "gamma and beta are locked")
                    : make(layer, engine.batchNormalization(), with -> new FastBatchNormalizationLayer(layer, with));
        }
        if (stock.getClass() == DenseLayer.class) {
            DenseLayer layer = (DenseLayer) stock;
            return layer.hasLayerNorm()
                    ? left(layer, "it has layer normalisation")
                    : make(layer, engine.dense(), with -> new FastDenseLayer(layer, with, first));
        }
        if (stock.getClass() == ActivationLayer.class) {
            ActivationLayer layer = (ActivationLayer) stock;
            return make(
                    layer,
                    engine.activation(layer.layerConf().getActivationFn()),
                    with -> new FastActivationLayer(layer, with));
        }
        if (stock.getClass() == OutputLayer.class) {
            OutputLayer layer = (OutputLayer) stock;
            return layer.hasLayerNorm()
                    ? left(layer, "it has layer normalisation")
                    : make(layer, engine.dense(), with -> new FastOutputLayer(layer, with, first));
        }
        return left(stock, "there is no fast layer of this kind");
    }

    private static LayerExchange pooling(SubsamplingLayer layer, Engine engine) {
        var conf = layer.layerConf();
        if (conf.getPoolingType() != PoolingType.MAX) {
            return left(layer, "it pools other than maxima (" + conf.getPoolingType() + ")");
        }
        return conf.getDilation()[0] == 1 && conf.getDilation()[1] == 1
                ? make(layer, engine.maxPooling(), with -> new FastPoolingLayer(layer, with))
                : left(layer, "its window is dilated");
    }

    private static <T> LayerExchange make(
            AbstractLayer<?> stock, Optional<T> computation, Function<T, AbstractLayer<?>> make) {
        return computation
                .map(with -> fast(stock, make.apply(with)))
                .orElseGet(() -> left(stock, "the engine does not compute it faster"));
    }

    private static LayerExchange left(Layer stock, String why) {
        return new LayerExchange(stock, Optional.of(why));
    }

    /** Gives the fast layer what the stock one was given by the network: the same views, not copies. */
    private static LayerExchange fast(AbstractLayer<?> stock, AbstractLayer<?> fast) {
        fast.setIndex(stock.getIndex());
        fast.setListeners(stock.getTrainingListeners());
        fast.setCacheMode(stock.getCacheMode());
        fast.setIterationCount(stock.getIterationCount());
        fast.setEpochCount(stock.getEpochCount());
        fast.allowInputModification(stock.isInputModificationAllowed());
        if (stock.params() != null) {
            fast.setParamsViewArray(stock.params());
            fast.setParamTable(stock.paramTable());
        }
        if (stock.getGradientsViewArray() != null) { // none before the first fit
            fast.setBackpropGradientsViewArray(stock.getGradientsViewArray());
        }
        return new LayerExchange(fast, Optional.empty());
    }
}
