package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The function behind a convolution or a dense product. Where oneDNN knows it, it is {@link #fused} into the product;
 * else ND4J applies it afterwards.
 */
final class OneDnnActivation {
    private final IActivation function;
    private final Optional<FusedActivation> known;
    private OneDnnPrimitive backward;
    /** Of the last forward pass in training: what a known function gave, or what another one was given. */
    private INDArray kept;

    OneDnnActivation(IActivation function) {
        this.function = function;
        this.known = FusedActivation.of(function);
    }

    /** What the product shall apply to its result. */
    FusedActivation fused() {
        return known.orElse(FusedActivation.IDENTITY);
    }

    /**
     * @param product the result of the product, with {@link #fused} applied; may be overwritten
     * @param training whether {@link #backward} follows
     * @return the function's values
     */
    INDArray complete(INDArray product, boolean training, LayerWorkspaceMgr memory) {
        if (training) {
            kept = known.map(fused -> fused.needsValues() ? copy(product, memory) : product)
                    .orElseGet(() -> memory.dup(ArrayType.ACTIVATIONS, product));
        }
        return known.isPresent() ? product : function.getActivation(product, training);
    }

    /**
     * @param gradient with respect to the function's values, in memory as those are
     * @param uninitialized makes an array of that shape and order
     * @return the gradient with respect to what the function was given
     */
    INDArray backward(INDArray gradient, Supplier<INDArray> uninitialized, LayerWorkspaceMgr memory) {
        if (known.isEmpty()) {
            return function.backprop(kept, gradient).getFirst();
        }
        if (known.get() == FusedActivation.IDENTITY) {
            return gradient;
        }
        if (backward == null) {
            backward = OneDnnElementwise.prepareBackward(known.get(), OneDnn.vector(gradient.length()));
        }
        INDArray result = uninitialized.get();
        backward.bind(DNNL_ARG_DST, kept)
                .bind(DNNL_ARG_DIFF_DST, gradient)
                .bind(DNNL_ARG_DIFF_SRC, result)
                .run(memory, ArrayType.BP_WORKING_MEM);
        return result;
    }

    /** In the same order in memory, which is all that counts for a function of single values. */
    private static INDArray copy(INDArray product, LayerWorkspaceMgr memory) {
        INDArray inOrder = product.rank() == 4 ? product.permute(0, 2, 3, 1) : product;
        return memory.dup(ArrayType.ACTIVATIONS, inOrder, 'c');
    }

    void forget() {
        kept = null;
    }
}
