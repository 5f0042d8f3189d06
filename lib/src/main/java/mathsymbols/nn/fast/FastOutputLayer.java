package mathsymbols.nn.fast;

import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes the place of a stock output layer. In a training step that one multiplies its input by the weights twice, once for
 * the gradient and once for the loss.
 */
final class FastOutputLayer extends OutputLayer implements FastLayer {
    private static final long serialVersionUID = 1L;

    private final boolean first;
    private final transient BitDropout dropout = new BitDropout();
    /** The training step's sums; detached, since the network takes the memory of the gradient's computation back before the loss's. */
    private transient INDArray logits;

    /** @param first whether the gradient with respect to its input is the network's, which training throws away */
    FastOutputLayer(OutputLayer stock, boolean first) {
        super(stock.conf(), stock.getDataType());
        this.first = first;
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr memory) {
        super.setInput(input, memory);
        logits = null;
    }

    /** In training a copy: activation functions compute values and gradients in place of what they are given. */
    @Override
    protected INDArray preOutput(boolean training, LayerWorkspaceMgr memory) {
        if (!training) {
            return super.preOutput(false, memory);
        }
        if (logits == null) {
            logits = super.preOutput(true, memory).detach();
        }
        return memory.dup(ArrayType.ACTIVATIONS, logits);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        if (!first || !TrainingStep.isRunning()) {
            return super.backpropGradient(epsilon, memory);
        }
        assertInputSet(true);
        INDArray delta = layerConf()
                .getLossFn()
                .computeGradient(
                        getLabels2d(memory, ArrayType.BP_WORKING_MEM),
                        preOutput(true, memory),
                        layerConf().getActivationFn(),
                        maskArray);
        Gradient gradient = new DefaultGradient();
        INDArray weightsGradient = gradientViews.get(WEIGHT_KEY);
        Nd4j.gemm(input.castTo(weightsGradient.dataType()), delta, weightsGradient, true, false, 1, 0);
        gradient.setGradientFor(WEIGHT_KEY, weightsGradient);
        if (hasBias()) {
            INDArray biasGradient = gradientViews.get(BIAS_KEY);
            delta.sum(biasGradient, 0);
            gradient.setGradientFor(BIAS_KEY, biasGradient);
        }
        return new Pair<>(gradient, null);
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
        logits = null;
    }
}
