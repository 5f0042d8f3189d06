package mathsymbols.nn.fast;

import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the place of a stock dense layer. That one multiplies by its weights once more in the backward pass. */
final class FastDenseLayer extends DenseLayer implements FastLayer {
    private static final long serialVersionUID = 1L;

    private final transient Function<DenseSpec, Affine> engine;
    private final boolean first;
    private final transient BitDropout dropout = new BitDropout();
    private transient DenseSpec spec;
    private transient Affine product;

    /** @param first whether the gradient with respect to its input is the network's, which training throws away */
    FastDenseLayer(DenseLayer stock, Function<DenseSpec, Affine> engine, boolean first) {
        super(stock.conf(), stock.getDataType());
        this.engine = engine;
        this.first = first;
    }

    /** Masks, and input that the stock layer refuses, are left to it. */
    private boolean applies() {
        return maskArray == null
                && input.rank() == 2
                && input.size(1) == layerConf().getNIn();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        if (!applies()) {
            return super.activate(training, memory);
        }
        applyDropOutIfNecessary(training, memory);
        prepare();
        return product.forward(input.castTo(dataType), parameters(training, memory), training, memory);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        if (!applies()) {
            return super.backpropGradient(epsilon, memory);
        }
        Affine.Weights gradients = Affine.Weights.of(gradientViews::get, hasBias());
        Optional<INDArray> inputGradient = product.backward(
                input.castTo(dataType),
                parameters(true, memory),
                epsilon.castTo(dataType),
                gradients,
                !first || !TrainingStep.isRunning(),
                memory);
        weightNoiseParams.clear();

        return new Pair<>(
                gradients.byName(),
                inputGradient.map(this::backpropDropOutIfPresent).orElse(null));
    }

    private Affine.Weights parameters(boolean training, LayerWorkspaceMgr memory) {
        return Affine.Weights.of(name -> getParamWithNoise(name, training, memory), hasBias());
    }

    private void prepare() {
        var conf = layerConf();
        DenseSpec now = new DenseSpec(input.size(0), conf.getNIn(), conf.getNOut(), hasBias(), conf.getActivationFn());
        if (!now.equals(spec)) {
            spec = now;
            product = engine.apply(now);
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
        if (product != null) {
            product.forget();
        }
    }
}
