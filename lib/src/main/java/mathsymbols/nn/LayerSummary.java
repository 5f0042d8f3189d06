package mathsymbols.nn;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mathsymbols.nn.Summary.Kind;
import mathsymbols.nn.Summary.Row;
import mathsymbols.nn.Summary.Window;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/** Reads what the summary says of one layer. */
final class LayerSummary {
    private LayerSummary() {}

    static Row row(NeuralNetConfiguration configuration, InputType output) {
        Layer outer = configuration.getLayer();
        Layer layer = unfrozen(outer);
        boolean frozen = layer != outer;
        long parameters = outer.initializer().numParams(configuration);
        return new Row(
                outer.getLayerName(),
                kind(layer),
                described(layer),
                shape(output),
                parameters,
                frozen ? 0 : trainable(layer, parameters),
                activation(layer),
                window(layer),
                frozen ? OptionalDouble.empty() : dropped(layer));
    }

    /** The layer that does the work: Deeplearning4j freezes one by a second around it. */
    private static Layer unfrozen(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return frozen.getLayer();
        }
        return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
    }

    /** Of one example. */
    static List<Long> shape(InputType type) {
        return LongStream.of(type.getShape(false)).boxed().toList();
    }

    private static Kind kind(Layer layer) {
        if (layer instanceof ConvolutionLayer) {
            return Kind.CONVOLUTION;
        } else if (layer instanceof SubsamplingLayer) {
            return Kind.POOLING;
        } else if (layer instanceof BatchNormalization) {
            return Kind.NORMALIZATION;
        } else if (layer instanceof BaseOutputLayer) {
            return Kind.OUTPUT;
        }
        return layer instanceof DenseLayer ? Kind.DENSE : Kind.OTHER;
    }

    private static String described(Layer layer) {
        return switch (kind(layer)) {
            case CONVOLUTION -> "convolution";
            case POOLING ->
                ((SubsamplingLayer) layer).getPoolingType().toString().toLowerCase(Locale.ROOT) + " pooling";
            case NORMALIZATION -> "batch normalisation";
            case DENSE -> "dense";
            case OUTPUT -> "output";
            default ->
                layer instanceof ActivationLayer
                        ? "activation"
                        : layer.getClass().getSimpleName();
        };
    }

    /** Of a batch normalisation's four numbers a channel, scale and offset are learnt, mean and variance only measured. */
    private static long trainable(Layer layer, long parameters) {
        if (layer instanceof BatchNormalization normalization) {
            return normalization.isLockGammaBeta() ? 0 : 2 * normalization.getNOut();
        }
        return parameters;
    }

    private static Optional<String> activation(Layer layer) {
        if (layer instanceof ActivationLayer function) {
            return Optional.of(function.getActivationFn().toString());
        }
        return layer instanceof BaseLayer base && !(layer instanceof BatchNormalization)
                ? Optional.of(base.getActivationFn().toString())
                : Optional.empty();
    }

    private static Optional<Window> window(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            return Optional.of(new Window(product(convolution.getKernelSize()), product(convolution.getStride())));
        } else if (layer instanceof SubsamplingLayer pooling) {
            return Optional.of(new Window(product(pooling.getKernelSize()), product(pooling.getStride())));
        }
        return Optional.empty();
    }

    /** Deeplearning4j's number is the share that is kept; 1 − 0.7 is to be 0.3, not 0.30000000000000004. */
    private static OptionalDouble dropped(Layer layer) {
        return layer.getIDropout() instanceof Dropout dropout
                ? OptionalDouble.of(BigDecimal.ONE
                        .subtract(BigDecimal.valueOf(dropout.getP()))
                        .doubleValue())
                : OptionalDouble.empty();
    }

    private static String product(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" × "));
    }
}
