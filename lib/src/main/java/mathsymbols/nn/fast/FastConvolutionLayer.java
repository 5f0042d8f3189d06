package mathsymbols.nn.fast;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes the place of a stock convolution. That one unrolls the images into a matrix, and in the backward pass convolves a
 * second time.
 */
final class FastConvolutionLayer extends ConvolutionLayer implements FastLayer {
    private static final long serialVersionUID = 1L;

    private final transient Function<ConvolutionSpec, Affine> engine;
    private final transient AxisOrder axes;
    private final boolean first;
    private final transient BitDropout dropout = new BitDropout();
    private transient ConvolutionSpec spec;
    private transient Affine convolution;

    /** @param first whether the gradient with respect to its input is the network's, which training throws away */
    FastConvolutionLayer(ConvolutionLayer stock, Function<ConvolutionSpec, Affine> engine, boolean first) {
        super(stock.conf(), stock.getDataType());
        this.engine = engine;
        this.first = first;
        this.axes = new AxisOrder(layerConf().getCnn2dDataFormat());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, memory);
        validateInputRank();
        validateInputDepth(layerConf().getNIn());
        INDArray images = axes.channelsFirst(input.castTo(dataType));
        prepare(images);
        return axes.asConfigured(convolution.forward(images, parameters(training, memory), training, memory));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        Affine.Weights gradients = Affine.Weights.of(gradientViews::get, hasBias());
        Optional<INDArray> imagesGradient = convolution.backward(
                axes.channelsFirst(input.castTo(dataType)),
                parameters(true, memory),
                axes.channelsFirst(epsilon.castTo(dataType)),
                gradients,
                !first || !TrainingStep.isRunning(),
                memory);
        weightNoiseParams.clear();

        Gradient all = new DefaultGradient();
        gradients.bias().ifPresent(bias -> all.setGradientFor(BIAS_KEY, bias));
        all.setGradientFor(WEIGHT_KEY, gradients.weights(), 'c');
        return new Pair<>(
                all,
                imagesGradient
                        .map(axes::asConfigured)
                        .map(this::backpropDropOutIfPresent)
                        .orElse(null));
    }

    private Affine.Weights parameters(boolean training, LayerWorkspaceMgr memory) {
        return Affine.Weights.of(name -> getParamWithNoise(name, training, memory), hasBias());
    }

    private void prepare(INDArray images) {
        var conf = layerConf();
        ConvolutionSpec now = new ConvolutionSpec(
                WindowGeometry.of(images, conf.getNOut(), WindowGeometry.Options.of(conf)),
                hasBias(),
                conf.getActivationFn());
        if (!now.equals(spec)) {
            spec = now;
            convolution = engine.apply(now);
        }
    }

    @Override
    protected void applyDropOutIfNecessary(boolean training, LayerWorkspaceMgr memory) {
        if (training && !dropoutApplied) {
            input = dropout.forward(layerConf().getIDropout(), input, inputModificationAllowed, memory);
            dropoutApplied = dropout.isApplied();
        }
        super.applyDropOutIfNecessary(training, memory);
    }

    @Override
    protected INDArray backpropDropOutIfPresent(INDArray epsilon) {
        return dropout.isApplied() ? dropout.backward(epsilon) : super.backpropDropOutIfPresent(epsilon);
    }

    @Override
    public void clear() {
        super.clear();
        dropout.clear();
        if (convolution != null) {
            convolution.forget();
        }
    }
}
