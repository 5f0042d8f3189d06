package mathsymbols.nn.fast;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** An activation function that oneDNN applies to a result while it still has it in a register. */
enum FusedActivation {
    IDENTITY(null, null),
    RELU(algorithm.eltwise_relu, algorithm.eltwise_relu_use_dst_for_bwd),
    TANH(algorithm.eltwise_tanh, algorithm.eltwise_tanh_use_dst_for_bwd);

    final algorithm forward;
    /** From what the function made of its argument, not from the argument. */
    final algorithm backward;

    FusedActivation(algorithm forward, algorithm backward) {
        this.forward = forward;
        this.backward = backward;
    }

    static Optional<FusedActivation> of(IActivation activation) {
        if (activation.equals(new ActivationReLU())) { // not one with a threshold, a slope or a maximum
            return Optional.of(RELU);
        }
        if (activation instanceof ActivationTanH) {
            return Optional.of(TANH);
        }
        return activation instanceof ActivationIdentity ? Optional.of(IDENTITY) : Optional.empty();
    }

    /**
     * Whether the way back needs the values themselves. The next layer may drop out some of them in place: that leaves a
     * ReLU's signs as they are (where it set zero, no gradient comes back), but not a tanh's values. Noise that could change
     * a sign, too, {@link Accelerator} keeps out of these values.
     */
    boolean needsValues() {
        return this == TANH;
    }
}
