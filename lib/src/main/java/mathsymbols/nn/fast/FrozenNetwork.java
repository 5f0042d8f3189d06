package mathsymbols.nn.fast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The outputs of a network whose weights do not change any more. Where all its layers are convolutions and poolings of
 * maxima, the engine may lay out weights and images as it likes and use methods that have no way back.
 */
public final class FrozenNetwork implements AutoCloseable {
    private final MultiLayerNetwork network;
    private final Optional<Function<List<FrozenStep>, FrozenStack>> engine;
    private long[] shape = {};
    private Optional<FrozenStack> stack = Optional.empty();

    private FrozenNetwork(MultiLayerNetwork network, Optional<Function<List<FrozenStep>, FrozenStack>> engine) {
        this.network = network;
        this.engine = engine;
    }

    /** @param network must not change, and not be closed, as long as this is used; is not closed with it */
    public static FrozenNetwork of(MultiLayerNetwork network) {
        var type = network.getLayerWiseConfigurations().getDataType();
        return new FrozenNetwork(network, EngineChoice.of(type).engine().frozenStack());
    }

    /**
     * The network's output in inference mode. The computation is prepared for the shape of the images and kept for the
     * next of the same shape.
     *
     * @param images {@code [n, channels, height, width]}, as the network takes them
     * @return the caller's, in any memory order
     */
    public INDArray output(INDArray images) {
        if (!Arrays.equals(shape, images.shape())) {
            close();
            shape = images.shape();
            stack = engine.flatMap(make -> steps(network, shape).map(make));
        }
        if (stack.isEmpty()) {
            return network.output(images);
        }
        INDArray rows = images.dup('c');
        try {
            return stack.get().run(rows);
        } finally {
            rows.close();
        }
    }

    /** The network's layers; empty if one of them is of another kind. */
    private static Optional<List<FrozenStep>> steps(MultiLayerNetwork network, long[] shape) {
        List<FrozenStep> steps = new ArrayList<>();
        long[] at = shape;
        for (var layer : network.getLayers()) {
            Optional<FrozenStep> step = step(layer, at);
            if (step.isEmpty() || network.getLayerWiseConfigurations().getInputPreProcess(layer.getIndex()) != null) {
                return Optional.empty();
            }
            steps.add(step.get());
            at = step.get().geometry().outputShape();
        }
        return Optional.of(steps);
    }

    private static Optional<FrozenStep> step(org.deeplearning4j.nn.api.Layer layer, long[] shape) {
        var conf = layer.conf().getLayer();
        if (conf.getClass() == ConvolutionLayer.class) {
            ConvolutionLayer convolution = (ConvolutionLayer) conf;
            var geometry = WindowGeometry.of(shape, convolution.getNOut(), WindowGeometry.Options.of(convolution));
            return FusedActivation.of(convolution.getActivationFn())
                    .filter(known -> convolution.getCnn2dDataFormat() == CNN2DFormat.NCHW)
                    .map(activation -> new FrozenStep.Convolution(
                            geometry,
                            activation,
                            layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY),
                            Optional.ofNullable(layer.paramTable().get(ConvolutionParamInitializer.BIAS_KEY))));
        }
        if (conf.getClass() == SubsamplingLayer.class) {
            SubsamplingLayer pooling = (SubsamplingLayer) conf;
            return pooling.getPoolingType() == PoolingType.MAX
                            && pooling.getCnn2dDataFormat() == CNN2DFormat.NCHW
                            && Arrays.equals(pooling.getDilation(), new int[] {1, 1})
                    ? Optional.of(new FrozenStep.Maxima(
                            WindowGeometry.of(shape, shape[1], WindowGeometry.Options.of(pooling))))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** Gives back the memory of what was prepared. */
    @Override
    public void close() {
        stack.ifPresent(FrozenStack::close);
        stack = Optional.empty();
        shape = new long[] {};
    }
}
