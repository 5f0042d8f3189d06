package mathsymbols.nn.fast;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network makes of {@link FastConvolution}. */
final class FastConvolutionLayer extends ConvolutionLayer {
    private static final long serialVersionUID = 1L;

    private transient ConvolutionKernel kernel;
    private transient INDArray output;
    private transient INDArray preActivation;

    FastConvolutionLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, memory);
        validateInputRank();
        validateInputDepth(layerConf().getNIn());
        INDArray images = channelsFirst(input.castTo(dataType));
        prepare(images);
        INDArray weights = getParamWithNoise(WEIGHT_KEY, training, memory);
        INDArray bias = hasBias() ? getParamWithNoise(BIAS_KEY, training, memory) : null;
        INDArray result = kernel.forward(images, weights, bias, memory);
        if (!fusesActivation()) {
            preActivation = training ? memory.dup(ArrayType.ACTIVATIONS, result) : null;
            result = layerConf().getActivationFn().getActivation(result, training);
        }
        output = training ? result : null;
        return asConfigured(result);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        INDArray gradient = channelsFirst(epsilon.castTo(dataType));
        gradient = fusesActivation()
                ? ((OneDnnConvolution) kernel).activationGradient(output, gradient, memory)
                : layerConf()
                        .getActivationFn()
                        .backprop(preActivation, gradient)
                        .getFirst();
        INDArray weightsGradient = gradientViews.get(WEIGHT_KEY);
        INDArray biasGradient = hasBias() ? gradientViews.get(BIAS_KEY) : null;
        boolean wanted = ((FastConvolution) layerConf()).isInputGradient();
        INDArray imagesGradient = kernel.backward(
                channelsFirst(input.castTo(dataType)),
                getParamWithNoise(WEIGHT_KEY, true, memory),
                gradient,
                weightsGradient,
                biasGradient,
                wanted,
                memory);
        weightNoiseParams.clear();

        Gradient gradients = new DefaultGradient();
        if (biasGradient != null) {
            gradients.setGradientFor(BIAS_KEY, biasGradient);
        }
        gradients.setGradientFor(WEIGHT_KEY, weightsGradient, 'c');
        return new Pair<>(gradients, wanted ? backpropDropOutIfPresent(asConfigured(imagesGradient)) : null);
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
        preActivation = null;
    }

    private boolean fusesActivation() {
        return kernel instanceof OneDnnConvolution && fusible().isPresent();
    }

    /** Only what can be passed back from a result in which the next layer has dropped out values in place. */
    private Optional<FusedActivation> fusible() {
        return FusedActivation.of(layerConf().getActivationFn()).filter(FusedActivation::bearsDropOut);
    }

    private void prepare(INDArray images) {
        var conf = layerConf();
        Geometry geometry = Geometry.of(
                images,
                conf.getNOut(),
                conf.getKernelSize(),
                conf.getStride(),
                conf.getPadding(),
                conf.getDilation(),
                convolutionMode);
        if (kernel == null || !kernel.geometry().equals(geometry)) {
            kernel = OneDnn.suits(dataType)
                    ? new OneDnnConvolution(geometry, hasBias(), fusible().orElse(FusedActivation.IDENTITY))
                    : new OpConvolution(geometry);
        }
    }

    /** A view {@code [n, channels, height, width]} of images in the configured format. */
    private INDArray channelsFirst(INDArray images) {
        return layerConf().getCnn2dDataFormat() == CNN2DFormat.NHWC ? images.permute(0, 3, 1, 2) : images;
    }

    private INDArray asConfigured(INDArray images) {
        return layerConf().getCnn2dDataFormat() == CNN2DFormat.NHWC ? images.permute(0, 2, 3, 1) : images;
    }
}
