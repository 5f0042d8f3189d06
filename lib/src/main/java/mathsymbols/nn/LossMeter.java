package mathsymbols.nn;

import mathsymbols.data.ArgMax;
import mathsymbols.data.Batch;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Softmax cross-entropy that also counts. While a network learns, DL4J passes every batch's logits to the output layer's
 * loss function; in its place, this sees loss and accuracy in the same forward pass that is learnt from.
 *
 * <p>The loss comes from the logits, {@code log Σ exp z − z[label]}, as Keras takes it: DL4J's own clips probabilities at
 * 1e-10 and so never reports more than 23. The gradient, softmax minus label, is DL4J's.
 */
public final class LossMeter extends LossMCXENT implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient MultiLayerNetwork network;
    private final transient BaseOutputLayer layer;
    private final transient ILossFunction before;
    private double loss;
    private int correct;
    private int seen;

    /**
     * Takes the place of the network's loss function until closed.
     *
     * @throws IllegalArgumentException if the network does not end in a softmax with cross-entropy
     */
    public LossMeter(MultiLayerNetwork network) {
        if (!(network.getOutputLayer().conf().getLayer() instanceof BaseOutputLayer output
                && output.getActivationFn() instanceof ActivationSoftmax
                && output.getLossFn() instanceof LossMCXENT)) {
            throw new IllegalArgumentException(
                    "The network must end in an output layer with softmax and the loss MCXENT (cross-entropy), not in "
                            + network.getOutputLayer().conf().getLayer() + ".");
        }
        this.network = network;
        this.layer = output;
        this.before = output.getLossFn();
        output.setLossFn(this);
    }

    /** Starts counting again from 0. */
    public void reset() {
        loss = 0;
        correct = 0;
        seen = 0;
    }

    /** Mean cross-entropy over the examples since the last reset; NaN if there were none. */
    public double loss() {
        return loss / seen;
    }

    /** The share of them classified correctly, 0 … 1; NaN if there were none. */
    public double accuracy() {
        return (double) correct / seen;
    }

    /** How many of them were classified correctly. */
    public int correct() {
        return correct;
    }

    /** How many examples there were since the last reset. */
    public int seen() {
        return seen;
    }

    /** Counts a batch in inference mode. The identity replaces the softmax for the call, so that the output is the logits. */
    public void score(Batch batch) {
        IActivation softmax = layer.getActivationFn();
        layer.setActivationFn(new ActivationIdentity());
        try (INDArray logits = network.output(batch.inputs())) {
            add(logits, batch.labels());
        } finally {
            layer.setActivationFn(softmax);
        }
    }

    /** Called by DL4J once for every batch that is learnt from. */
    @Override
    public double computeScore(INDArray labels, INDArray logits, IActivation softmax, INDArray mask, boolean average) {
        double sum = add(logits, labels);
        return average ? sum / logits.size(0) : sum;
    }

    private double add(INDArray logits, INDArray labels) {
        float[][] z = logits.toFloatMatrix();
        float[][] target = labels.toFloatMatrix();
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            int label = ArgMax.of(target[i]);
            int predicted = ArgMax.of(z[i]);
            sum += crossEntropy(z[i], label, z[i][predicted]);
            correct += predicted == label ? 1 : 0;
        }
        loss += sum;
        seen += z.length;
        return sum;
    }

    private static double crossEntropy(float[] logits, int label, float greatest) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - greatest);
        }
        return Math.log(sum) + greatest - logits[label];
    }

    /** Puts the network's own loss function back. */
    @Override
    public void close() {
        layer.setLossFn(before);
    }
}
