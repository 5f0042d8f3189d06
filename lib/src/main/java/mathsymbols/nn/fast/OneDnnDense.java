package mathsymbols.nn.fast;

import static mathsymbols.nn.fast.OneDnn.*;
import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** A dense layer's product by oneDNN. Weights {@code [in, out]} column by column are to it {@code [out, in]} row by row. */
final class OneDnnDense implements Affine {
    private final DenseSpec spec;
    private final OneDnnActivation activation;
    private final OneDnnPrimitive forward;
    private OneDnnPrimitive backwardWeights;
    private OneDnnPrimitive backwardData;

    OneDnnDense(DenseSpec spec) {
        this.spec = spec;
        this.activation = new OneDnnActivation(spec.activation());
        this.forward = prepareForward();
    }

    @Override
    public INDArray forward(INDArray input, Weights parameters, boolean training, LayerWorkspaceMgr memory) {
        INDArray result = memory.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, spec.batch(), spec.out());
        forward.bind(DNNL_ARG_SRC, rowByRow(input, memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_WEIGHTS, parameters.weights())
                .bind(DNNL_ARG_BIAS, parameters.bias())
                .bind(DNNL_ARG_DST, result)
                .run(memory, ArrayType.FF_WORKING_MEM);
        return activation.complete(result, training, memory);
    }

    @Override
    public Optional<INDArray> backward(
            INDArray input,
            Weights parameters,
            INDArray gradient,
            Weights gradients,
            boolean inputGradient,
            LayerWorkspaceMgr memory) {
        if (backwardWeights == null) {
            backwardWeights = prepareBackwardWeights();
        }
        INDArray before = activation.backward(
                rowByRow(gradient, memory, ArrayType.BP_WORKING_MEM),
                () -> memory.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, spec.batch(), spec.out()),
                memory);
        INDArray arranged = rowByRow(before, memory, ArrayType.BP_WORKING_MEM);
        backwardWeights
                .bind(DNNL_ARG_SRC, rowByRow(input, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_DST, arranged)
                .bind(DNNL_ARG_DIFF_WEIGHTS, gradients.weights())
                .bind(DNNL_ARG_DIFF_BIAS, gradients.bias())
                .run(memory, ArrayType.BP_WORKING_MEM);
        return inputGradient ? Optional.of(inputGradient(parameters.weights(), arranged, memory)) : Optional.empty();
    }

    private INDArray inputGradient(INDArray weights, INDArray gradient, LayerWorkspaceMgr memory) {
        if (backwardData == null) {
            backwardData = prepareBackwardData();
        }
        INDArray result =
                memory.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, spec.batch(), spec.in());
        backwardData
                .bind(DNNL_ARG_DIFF_DST, gradient)
                .bind(DNNL_ARG_WEIGHTS, weights)
                .bind(DNNL_ARG_DIFF_SRC, result)
                .run(memory, ArrayType.BP_WORKING_MEM);
        return result;
    }

    @Override
    public void forget() {
        activation.forget();
    }

    private static INDArray rowByRow(INDArray matrix, LayerWorkspaceMgr memory, ArrayType use) {
        return matrix.ordering() == 'c' && Shape.hasDefaultStridesForShape(matrix)
                ? matrix
                : memory.dup(use, matrix, 'c');
    }

    /** {@code SRC, WEIGHTS, BIAS} to {@code DST}. */
    private OneDnnPrimitive prepareForward() {
        var description = new inner_product_forward.primitive_desc(
                forwardDescription(), attributes(activation.fused()), processor());
        return new OneDnnPrimitive(new inner_product_forward(description), description)
                .argument(DNNL_ARG_SRC, input())
                .argument(DNNL_ARG_WEIGHTS, weights())
                .argument(DNNL_ARG_BIAS, bias())
                .argument(DNNL_ARG_DST, output());
    }

    private inner_product_forward.desc forwardDescription() {
        return new inner_product_forward.desc(prop_kind.forward_training, input(), weights(), bias(), output());
    }

    /** {@code DIFF_DST, WEIGHTS} to {@code DIFF_SRC}. */
    private OneDnnPrimitive prepareBackwardData() {
        var description = new inner_product_backward_data.primitive_desc(
                new inner_product_backward_data.desc(input(), weights(), output()),
                attributes(),
                processor(),
                new inner_product_forward.primitive_desc(forwardDescription(), processor()));
        return new OneDnnPrimitive(new inner_product_backward_data(description), description)
                .argument(DNNL_ARG_DIFF_DST, output())
                .argument(DNNL_ARG_WEIGHTS, weights())
                .argument(DNNL_ARG_DIFF_SRC, input());
    }

    /** {@code SRC, DIFF_DST} to {@code DIFF_WEIGHTS, DIFF_BIAS}. */
    private OneDnnPrimitive prepareBackwardWeights() {
        var description = new inner_product_backward_weights.primitive_desc(
                new inner_product_backward_weights.desc(input(), weights(), bias(), output()),
                attributes(),
                processor(),
                new inner_product_forward.primitive_desc(forwardDescription(), processor()));
        return new OneDnnPrimitive(new inner_product_backward_weights(description), description)
                .argument(DNNL_ARG_SRC, input())
                .argument(DNNL_ARG_DIFF_DST, output())
                .argument(DNNL_ARG_DIFF_WEIGHTS, weights())
                .argument(DNNL_ARG_DIFF_BIAS, bias());
    }

    private memory.desc input() {
        return matrix(spec.batch(), spec.in());
    }

    private memory.desc weights() {
        return matrix(spec.out(), spec.in());
    }

    private memory.desc bias() {
        return OneDnn.bias(spec.bias(), spec.out());
    }

    private memory.desc output() {
        return matrix(spec.batch(), spec.out());
    }
}
