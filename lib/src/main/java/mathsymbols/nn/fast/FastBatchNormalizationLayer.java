package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.*;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What a network makes of {@link FastBatchNormalization}: oneDNN's where that applies, else the stock layer. */
final class FastBatchNormalizationLayer extends BatchNormalization {
    private static final long serialVersionUID = 1L;

    private final transient ChannelsLast imagesIn = new ChannelsLast();
    private final transient ChannelsLast gradientIn = new ChannelsLast();
    private transient long[] shape;
    private transient OneDnnPrimitive training;
    private transient OneDnnPrimitive inference;
    private transient OneDnnPrimitive backward;
    private transient INDArray mean;
    private transient INDArray variance;

    FastBatchNormalizationLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    private boolean applies() {
        var conf = layerConf();
        return OneDnn.suits(dataType)
                && input.rank() == 4
                && !conf.isLockGammaBeta()
                && conf.getCnn2DFormat() == CNN2DFormat.NCHW;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        if (!applies()) {
            return super.activate(training, memory);
        }
        prepare();
        INDArray result = ChannelsLast.create(shape, memory, ArrayType.ACTIVATIONS);
        if (training) {
            mean = memory.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape[1]);
            variance = memory.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape[1]);
            normalize(this.training, mean, variance, result, memory);
        } else {
            normalize(inference, getParam(GLOBAL_MEAN), movingVariance(), result, memory);
        }
        return result;
    }

    private void normalize(
            OneDnnPrimitive primitive, INDArray mean, INDArray variance, INDArray result, LayerWorkspaceMgr memory) {
        primitive
                .bind(DNNL_ARG_SRC, imagesIn.of(input.castTo(dataType), memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_SCALE, getParam(GAMMA))
                .bind(DNNL_ARG_SHIFT, getParam(BETA))
                .bind(DNNL_ARG_MEAN, mean)
                .bind(DNNL_ARG_VARIANCE, variance)
                .bind(DNNL_ARG_DST, result)
                .run(memory, ArrayType.FF_WORKING_MEM);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        if (!applies()) {
            return super.backpropGradient(epsilon, memory);
        }
        if (backward == null) {
            backward = OneDnn.batchNormalizationBackward(shape, layerConf().getEps());
        }
        INDArray result = ChannelsLast.create(shape, memory, ArrayType.ACTIVATION_GRAD);
        backward.bind(DNNL_ARG_SRC, imagesIn.of(input.castTo(dataType), memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_DST, gradientIn.of(epsilon.castTo(dataType), memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_MEAN, mean)
                .bind(DNNL_ARG_VARIANCE, variance)
                .bind(DNNL_ARG_SCALE, getParam(GAMMA))
                .bind(DNNL_ARG_SHIFT, getParam(BETA))
                .bind(DNNL_ARG_DIFF_SRC, result)
                .bind(DNNL_ARG_DIFF_SCALE, gradientViews.get(GAMMA))
                .bind(DNNL_ARG_DIFF_SHIFT, gradientViews.get(BETA))
                .run(memory, ArrayType.BP_WORKING_MEM);
        Gradient gradients = new DefaultGradient();
        gradients.setGradientFor(GAMMA, gradientViews.get(GAMMA));
        gradients.setGradientFor(BETA, gradientViews.get(BETA));
        moveAverages(gradients);
        return new Pair<>(gradients, result);
    }

    /** The moving averages are parameters whose "gradient", subtracted as it is, makes the step. */
    private void moveAverages(Gradient gradients) {
        double step = 1 - layerConf().getDecay();
        INDArray meanStep = gradientViews.get(GLOBAL_MEAN);
        meanStep.assign(getParam(GLOBAL_MEAN)).subi(mean).muli(step);
        gradients.setGradientFor(GLOBAL_MEAN, meanStep);

        INDArray before = movingVariance();
        if (layerConf().isUseLogStd()) {
            INDArray after = before.mul(1 - step).addi(variance.mul(step));
            INDArray logStep = gradientViews.get(GLOBAL_LOG_STD);
            logStep.assign(Transforms.log(before.divi(after), false).muli(ONE_ON_2LOGE_10));
            gradients.setGradientFor(GLOBAL_LOG_STD, logStep);
        } else {
            INDArray varianceStep = gradientViews.get(GLOBAL_VAR);
            varianceStep.assign(before).subi(variance).muli(step);
            gradients.setGradientFor(GLOBAL_VAR, varianceStep);
        }
    }

    /** Kept as the decimal logarithm of the standard deviation, unless configured otherwise. */
    private INDArray movingVariance() {
        return layerConf().isUseLogStd()
                ? Transforms.exp(getParam(GLOBAL_LOG_STD).div(ONE_ON_2LOGE_10), false)
                : getParam(GLOBAL_VAR);
    }

    private void prepare() {
        if (!Arrays.equals(shape, input.shape())) {
            shape = input.shape();
            double epsilon = layerConf().getEps();
            training = OneDnn.batchNormalization(shape, epsilon, true);
            inference = OneDnn.batchNormalization(shape, epsilon, false);
            backward = null;
        }
    }
}
