package mathsymbols.predict.onnx;

import static mathsymbols.predict.onnx.OnnxValue.integers;
import static mathsymbols.predict.onnx.OnnxValue.number;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mathsymbols.io.InputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers of Deeplearning4j that this project's classifiers are made of, as nodes of a graph. */
public final class OnnxLayers {
    private OnnxLayers() {}

    /**
     * @param input {@code [1, channels, height, width]}, or {@code [1, features]} for a dense layer
     * @return what the last layer gives, an output layer before its softmax: {@code [1, classes]}
     * @throws InputException if a layer is none of those known here
     */
    public static OnnxValue of(MultiLayerNetwork network, OnnxValue input) {
        OnnxValue value = input;
        for (Layer layer : network.getLayers()) {
            value = of(layer, value);
        }
        return value;
    }

    private static OnnxValue of(Layer layer, OnnxValue input) {
        var configuration = layer.conf().getLayer();
        if (configuration instanceof ConvolutionLayer convolution && isSame(convolution)) {
            return activated(layer, convolution.getActivationFn(), convolution(layer, convolution, input));
        }
        if (configuration instanceof BatchNormalization normalisation && !normalisation.isUseLogStd()) {
            return normalised(layer, normalisation, input);
        }
        if (configuration instanceof ActivationLayer activation) {
            return activated(layer, activation.getActivationFn(), input);
        }
        if (configuration instanceof SubsamplingLayer pooling && tiles(pooling)) {
            return pooled(pooling, input);
        }
        if (configuration instanceof OutputLayer) {
            return dense(layer, input);
        }
        throw notKnown(layer);
    }

    /** Whether as much comes out as goes in. */
    private static boolean isSame(ConvolutionLayer convolution) {
        return convolution.getConvolutionMode() == ConvolutionMode.Same
                && Arrays.equals(convolution.getStride(), new int[] {1, 1})
                && Arrays.equals(convolution.getDilation(), new int[] {1, 1})
                && Arrays.stream(convolution.getKernelSize()).allMatch(size -> size % 2 == 1);
    }

    private static boolean tiles(SubsamplingLayer pooling) {
        return Arrays.equals(pooling.getKernelSize(), pooling.getStride())
                && List.of(PoolingType.MAX, PoolingType.AVG).contains(pooling.getPoolingType());
    }

    private static OnnxValue convolution(Layer layer, ConvolutionLayer convolution, OnnxValue input) {
        long[] kernel = longs(convolution.getKernelSize());
        List<OnnxValue> inputs = new ArrayList<>(List.of(input, learnt(layer, WEIGHT_KEY, input)));
        if (convolution.hasBias()) {
            inputs.add(vector(layer, BIAS_KEY, input));
        }
        return input.graph()
                .node(
                        "Conv",
                        inputs,
                        integers("kernel_shape", kernel),
                        integers("pads", kernel[0] / 2, kernel[1] / 2, kernel[0] / 2, kernel[1] / 2));
    }

    private static OnnxValue normalised(Layer layer, BatchNormalization normalisation, OnnxValue input) {
        List<OnnxValue> inputs = List.of(
                input,
                vector(layer, GAMMA, input),
                vector(layer, BETA, input),
                vector(layer, GLOBAL_MEAN, input),
                vector(layer, GLOBAL_VAR, input));
        return input.graph().node("BatchNormalization", inputs, number("epsilon", normalisation.getEps()));
    }

    private static OnnxValue activated(Layer layer, IActivation activation, OnnxValue input) {
        if (activation instanceof ActivationIdentity) {
            return input;
        }
        if (activation instanceof ActivationReLU) {
            return input.node("Relu");
        }
        throw notKnown(layer);
    }

    private static OnnxValue pooled(SubsamplingLayer pooling, OnnxValue input) {
        String operator = pooling.getPoolingType() == PoolingType.MAX ? "MaxPool" : "AveragePool";
        long[] kernel = longs(pooling.getKernelSize());
        return input.node(operator, integers("kernel_shape", kernel), integers("strides", kernel));
    }

    /** Channel, row, column are one after the other already. */
    private static OnnxValue dense(Layer layer, OnnxValue input) {
        OnnxValue weights = learnt(layer, WEIGHT_KEY, input);
        return input.graph().node("Gemm", List.of(input.flat(1), weights, vector(layer, BIAS_KEY, input)));
    }

    private static OnnxValue learnt(Layer layer, String key, OnnxValue input) {
        INDArray values = layer.getParam(key);
        return input.graph().constant(name(layer) + "." + key, values, values.shape());
    }

    private static OnnxValue vector(Layer layer, String key, OnnxValue input) {
        INDArray values = layer.getParam(key);
        return input.graph().constant(name(layer) + "." + key, values, values.length());
    }

    private static String name(Layer layer) {
        return layer.conf().getLayer().getLayerName();
    }

    private static long[] longs(int[] sizes) {
        return Arrays.stream(sizes).asLongStream().toArray();
    }

    private static InputException notKnown(Layer layer) {
        return new InputException(
                "The layer " + name(layer)
                        + " is of a kind that no ONNX file is written of: take the network as it was, or teach OnnxLayers this one.");
    }
}
