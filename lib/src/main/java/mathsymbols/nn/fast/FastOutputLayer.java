package mathsymbols.nn.fast;

import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a network makes of {@link FastOutput}. */
final class FastOutputLayer extends OutputLayer {
    private static final long serialVersionUID = 1L;

    /** The training step's sums; a copy, since the network takes the memory of the gradient's computation back before the loss's. */
    private transient INDArray logits;

    FastOutputLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr memory) {
        super.setInput(input, memory);
        logits = null;
    }

    @Override
    protected INDArray preOutput(boolean training, LayerWorkspaceMgr memory) {
        if (!training) {
            return super.preOutput(false, memory);
        }
        if (logits == null) {
            logits = super.preOutput(true, memory).detach();
        }
        return logits;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        if (((FastOutput) layerConf()).isInputGradient()) {
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
        Nd4j.gemm(input, delta, weightsGradient, true, false, 1, 0);
        gradient.setGradientFor(WEIGHT_KEY, weightsGradient);
        if (hasBias()) {
            INDArray biasGradient = gradientViews.get(BIAS_KEY);
            delta.sum(biasGradient, 0);
            gradient.setGradientFor(BIAS_KEY, biasGradient);
        }
        return new Pair<>(gradient, null);
    }

    @Override
    public void clear() {
        super.clear();
        logits = null;
    }
}
