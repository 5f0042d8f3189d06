package mathsymbols.nn.fast;

import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes the place of a stock output layer. In a training step that one multiplies its input by the weights twice, once for
 * the gradient and once for the loss; and with so few columns, ND4J's own matrix product waits more than it multiplies.
 */
final class FastOutputLayer extends OutputLayer implements FastLayer {
    private static final long serialVersionUID = 1L;

    private final transient Function<DenseSpec, Affine> engine;
    private final boolean first;
    private final transient BitDropout dropout = new BitDropout();
    /** The training step's sums; detached, since the network takes the memory of the gradient's computation back before the loss's. */
    private transient INDArray logits;

    private transient DenseSpec spec;
    private transient Affine product;

    /** @param first whether the gradient with respect to its input is the network's, which training throws away */
    FastOutputLayer(OutputLayer stock, Function<DenseSpec, Affine> engine, boolean first) {
        super(stock.conf(), stock.getDataType());
        this.engine = engine;
        this.first = first;
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr memory) {
        super.setInput(input, memory);
        logits = null;
    }

    /** Masks, and input that the stock layer refuses, are left to it. */
    private boolean applies() {
        return maskArray == null
                && input.rank() == 2
                && input.size(1) == layerConf().getNIn();
    }

    /** In training a copy: activation functions compute values and gradients in place of what they are given. */
    @Override
    protected INDArray preOutput(boolean training, LayerWorkspaceMgr memory) {
        if (!training) {
            return sums(false, memory);
        }
        if (logits == null) {
            logits = sums(true, memory).detach();
        }
        return memory.dup(ArrayType.ACTIVATIONS, logits);
    }

    private INDArray sums(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        if (!applies()) {
            return super.preOutput(training, memory);
        }
        applyDropOutIfNecessary(training, memory);
        var conf = layerConf();
        DenseSpec now =
                new DenseSpec(input.size(0), conf.getNIn(), conf.getNOut(), hasBias(), new ActivationIdentity());
        if (!now.equals(spec)) {
            spec = now;
            product = engine.apply(now);
        }
        return product.forward(input.castTo(dataType), parameters(training, memory), training, memory);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        if (!applies()) {
            return super.backpropGradient(epsilon, memory);
        }
        INDArray delta = layerConf()
                .getLossFn()
                .computeGradient(
                        getLabels2d(memory, ArrayType.BP_WORKING_MEM),
                        preOutput(true, memory),
                        layerConf().getActivationFn(),
                        maskArray);
        Affine.Weights gradients = Affine.Weights.of(gradientViews::get, hasBias());
        Optional<INDArray> inputGradient = product.backward(
                input.castTo(dataType),
                parameters(true, memory),
                delta,
                gradients,
                !first || !TrainingStep.isRunning(),
                memory);

        return new Pair<>(
                gradients.byName(),
                inputGradient.map(this::backpropDropOutIfPresent).orElse(null));
    }

    private Affine.Weights parameters(boolean training, LayerWorkspaceMgr memory) {
        return Affine.Weights.of(name -> getParamWithNoise(name, training, memory), hasBias());
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
        if (product != null) {
            product.forget();
        }
    }
}
