package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One of the {@link FusedActivation}s by itself, in one pass over the values. */
final class OneDnnElementwise implements Elementwise {
    private final FusedActivation function;
    private final memory.desc values;
    private final OneDnnPrimitive forward;
    private OneDnnPrimitive backward;

    /** @param function not the identity */
    OneDnnElementwise(FusedActivation function, long count) {
        this.function = function;
        this.values = OneDnn.vector(count);
        var description = description(function.forward);
        this.forward = new OneDnnPrimitive(new eltwise_forward(description), description)
                .argument(DNNL_ARG_SRC, values)
                .argument(DNNL_ARG_DST, values);
    }

    @Override
    public INDArray forward(INDArray values, LayerWorkspaceMgr memory) {
        INDArray result = memory.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, values.shape(), 'c');
        forward.bind(DNNL_ARG_SRC, values).bind(DNNL_ARG_DST, result).run(memory, ArrayType.FF_WORKING_MEM);
        return result;
    }

    @Override
    public INDArray backward(INDArray result, INDArray gradient, LayerWorkspaceMgr memory) {
        if (backward == null) {
            backward = prepareBackward(function, values);
        }
        INDArray before = memory.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, result.shape(), 'c');
        backward.bind(DNNL_ARG_DST, result)
                .bind(DNNL_ARG_DIFF_DST, gradient)
                .bind(DNNL_ARG_DIFF_SRC, before)
                .run(memory, ArrayType.BP_WORKING_MEM);
        return before;
    }

    private eltwise_forward.primitive_desc description(algorithm method) {
        return new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(prop_kind.forward_training, method, values, 0, 0),
                OneDnn.attributes(),
                OneDnn.processor());
    }

    /** {@code DST}, what the function made of its values, and {@code DIFF_DST} to {@code DIFF_SRC}. */
    static OneDnnPrimitive prepareBackward(FusedActivation function, memory.desc values) {
        var forward = new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(prop_kind.forward_training, function.backward, values, 0, 0),
                OneDnn.processor());
        var backward = new eltwise_backward.primitive_desc(
                new eltwise_backward.desc(function.backward, values, values, 0, 0),
                OneDnn.attributes(),
                OneDnn.processor(),
                forward);
        return new OneDnnPrimitive(new eltwise_backward(backward), backward)
                .argument(DNNL_ARG_DST, values)
                .argument(DNNL_ARG_DIFF_DST, values)
                .argument(DNNL_ARG_DIFF_SRC, values);
    }
}
