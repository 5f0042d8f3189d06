package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** What a network makes of {@link FastDense}: oneDNN's inner product where that applies, else the stock computation. */
final class FastDenseLayer extends BaseLayer<FastDense> {
    private static final long serialVersionUID = 1L;

    private transient long batch;
    private transient OneDnnPrimitive forward;
    private transient OneDnnPrimitive backwardActivation;
    private transient OneDnnPrimitive backwardWeights;
    private transient OneDnnPrimitive backwardData;
    private transient INDArray output;

    FastDenseLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    private Optional<FusedActivation> fused() {
        return OneDnn.suits(dataType) && maskArray == null
                ? FusedActivation.of(layerConf().getActivationFn())
                : Optional.empty();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        if (fused().isEmpty()) {
            return super.activate(training, memory);
        }
        applyDropOutIfNecessary(training, memory);
        prepare(input.size(0), fused().get());
        INDArray result = memory.createUninitialized(
                ArrayType.ACTIVATIONS, dataType, batch, layerConf().getNOut());
        forward.bind(DNNL_ARG_SRC, rowByRow(input, memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_WEIGHTS, getParamWithNoise(WEIGHT_KEY, training, memory))
                .bind(DNNL_ARG_BIAS, getParamWithNoise(BIAS_KEY, training, memory))
                .bind(DNNL_ARG_DST, result)
                .run(memory, ArrayType.FF_WORKING_MEM);
        if (training) {
            output = fused().get().bearsDropOut() ? result : memory.dup(ArrayType.ACTIVATIONS, result);
        }
        return result;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        if (fused().isEmpty()) {
            return super.backpropGradient(epsilon, memory);
        }
        prepareBackward(fused().get());
        INDArray gradient = rowByRow(epsilon, memory, ArrayType.BP_WORKING_MEM);
        if (backwardActivation != null) {
            INDArray after = gradient;
            gradient = memory.createUninitialized(ArrayType.BP_WORKING_MEM, dataType, after.shape());
            backwardActivation
                    .bind(DNNL_ARG_DST, output)
                    .bind(DNNL_ARG_DIFF_DST, after)
                    .bind(DNNL_ARG_DIFF_SRC, gradient)
                    .run(memory, ArrayType.BP_WORKING_MEM);
        }
        INDArray weightsGradient = gradientViews.get(WEIGHT_KEY);
        INDArray biasGradient = gradientViews.get(BIAS_KEY);
        backwardWeights
                .bind(DNNL_ARG_SRC, rowByRow(input, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_DST, gradient)
                .bind(DNNL_ARG_DIFF_WEIGHTS, weightsGradient)
                .bind(DNNL_ARG_DIFF_BIAS, biasGradient)
                .run(memory, ArrayType.BP_WORKING_MEM);
        INDArray result = memory.createUninitialized(
                ArrayType.ACTIVATION_GRAD, dataType, batch, layerConf().getNIn());
        backwardData
                .bind(DNNL_ARG_DIFF_DST, gradient)
                .bind(DNNL_ARG_WEIGHTS, getParamWithNoise(WEIGHT_KEY, true, memory))
                .bind(DNNL_ARG_DIFF_SRC, result)
                .run(memory, ArrayType.BP_WORKING_MEM);
        weightNoiseParams.clear();

        Gradient gradients = new DefaultGradient();
        gradients.setGradientFor(WEIGHT_KEY, weightsGradient);
        gradients.setGradientFor(BIAS_KEY, biasGradient);
        return new Pair<>(gradients, backpropDropOutIfPresent(result));
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }

    private void prepare(long batch, FusedActivation activation) {
        if (forward == null || this.batch != batch) {
            this.batch = batch;
            forward = OneDnn.dense(batch, layerConf().getNIn(), layerConf().getNOut(), activation);
            backwardWeights = null;
        }
    }

    private void prepareBackward(FusedActivation activation) {
        if (backwardWeights == null) {
            long in = layerConf().getNIn();
            long out = layerConf().getNOut();
            backwardWeights = OneDnn.denseBackwardWeights(batch, in, out);
            backwardData = OneDnn.denseBackwardData(batch, in, out);
            backwardActivation =
                    activation == FusedActivation.IDENTITY ? null : OneDnn.activationBackward(activation, batch * out);
        }
    }

    private INDArray rowByRow(INDArray matrix, LayerWorkspaceMgr memory, ArrayType use) {
        INDArray typed = matrix.castTo(dataType);
        return typed.ordering() == 'c' && Shape.hasDefaultStridesForShape(typed) ? typed : memory.dup(use, typed, 'c');
    }
}
