package mathsymbols.nn.fast;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.*;

import java.util.function.Function;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Takes the place of a stock batch normalisation of images. That one goes over them a dozen times. */
final class FastBatchNormalizationLayer extends BatchNormalization implements FastLayer {
    private static final long serialVersionUID = 1L;

    private final transient Function<NormalizationSpec, Normalization> engine;
    private final transient AxisOrder axes;
    private transient NormalizationSpec spec;
    private transient Normalization normalization;

    FastBatchNormalizationLayer(BatchNormalization stock, Function<NormalizationSpec, Normalization> engine) {
        super(stock.conf(), stock.getDataType());
        this.engine = engine;
        this.axes = new AxisOrder(layerConf().getCnn2DFormat());
    }

    /** Input other than images is left to the stock layer. */
    private boolean applies() {
        return input.rank() == 4
                && input.size(axes.channelAxis()) == layerConf().getNOut();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        if (!applies()) {
            return super.activate(training, memory);
        }
        INDArray images = axes.channelsFirst(input.castTo(dataType));
        prepare(images);
        return axes.asConfigured(
                training
                        ? normalization.train(images, parameters(), memory)
                        : normalization.infer(
                                images,
                                parameters(),
                                new Normalization.Moments(getParam(GLOBAL_MEAN), movingVariance()),
                                memory));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        if (!applies()) {
            return super.backpropGradient(epsilon, memory);
        }
        Normalization.ScaleAndShift gradients =
                new Normalization.ScaleAndShift(gradientViews.get(GAMMA), gradientViews.get(BETA));
        INDArray imagesGradient = normalization.backward(
                axes.channelsFirst(input.castTo(dataType)),
                parameters(),
                axes.channelsFirst(epsilon.castTo(dataType)),
                gradients,
                memory);
        Gradient all = new DefaultGradient();
        all.setGradientFor(GAMMA, gradients.gamma());
        all.setGradientFor(BETA, gradients.beta());
        moveAverages(normalization.moments(), all);
        return new Pair<>(all, axes.asConfigured(imagesGradient));
    }

    private Normalization.ScaleAndShift parameters() {
        return new Normalization.ScaleAndShift(getParam(GAMMA), getParam(BETA));
    }

    /** The moving averages are parameters whose "gradient", subtracted as it is, makes the step. */
    private void moveAverages(Normalization.Moments moments, Gradient gradients) {
        double step = 1 - layerConf().getDecay();
        INDArray meanStep = gradientViews.get(GLOBAL_MEAN);
        meanStep.assign(getParam(GLOBAL_MEAN)).subi(moments.mean()).muli(step);
        gradients.setGradientFor(GLOBAL_MEAN, meanStep);

        INDArray before = movingVariance();
        if (layerConf().isUseLogStd()) {
            INDArray after = before.mul(1 - step).addi(moments.variance().mul(step));
            INDArray logStep = gradientViews.get(GLOBAL_LOG_STD);
            logStep.assign(Transforms.log(before.divi(after), false).muli(ONE_ON_2LOGE_10));
            gradients.setGradientFor(GLOBAL_LOG_STD, logStep);
        } else {
            INDArray varianceStep = gradientViews.get(GLOBAL_VAR);
            varianceStep.assign(before).subi(moments.variance()).muli(step);
            gradients.setGradientFor(GLOBAL_VAR, varianceStep);
        }
    }

    /** Kept as the decimal logarithm of the standard deviation, unless configured otherwise. */
    private INDArray movingVariance() {
        return layerConf().isUseLogStd()
                ? Transforms.exp(getParam(GLOBAL_LOG_STD).div(ONE_ON_2LOGE_10), false)
                : getParam(GLOBAL_VAR);
    }

    private void prepare(INDArray images) {
        NormalizationSpec now = new NormalizationSpec(
                images.size(0),
                images.size(1),
                images.size(2),
                images.size(3),
                layerConf().getEps());
        if (!now.equals(spec)) {
            spec = now;
            normalization = engine.apply(now);
        }
    }

    @Override
    public void clear() {
        super.clear();
        if (normalization != null) {
            normalization.forget();
        }
    }
}
