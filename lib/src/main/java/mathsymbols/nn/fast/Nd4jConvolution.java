package mathsymbols.nn.fast;

import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution by ND4J's operations {@code conv2d} and {@code conv2d_bp}, which know every backend (cuDNN on a GPU) and
 * every type, double precision among them.
 */
final class Nd4jConvolution implements Affine {
    private static final int CHANNELS_FIRST = 0;
    private static final int WEIGHTS_OUT_IN = 1;

    private final ConvolutionSpec spec;
    /** What the activation function was given in the last forward pass of training. */
    private INDArray preActivation;

    Nd4jConvolution(ConvolutionSpec spec) {
        this.spec = spec;
    }

    @Override
    public INDArray forward(INDArray images, Weights parameters, boolean training, LayerWorkspaceMgr memory) {
        INDArray result = memory.createUninitialized(
                ArrayType.ACTIVATIONS,
                parameters.weights().dataType(),
                spec.geometry().outputShape(),
                'c');
        run("conv2d", arrays(images, parameters), result);
        preActivation = training ? memory.dup(ArrayType.ACTIVATIONS, result) : null;
        return spec.activation().getActivation(result, training);
    }

    @Override
    public Optional<INDArray> backward(
            INDArray images,
            Weights parameters,
            INDArray gradient,
            Weights gradients,
            boolean inputGradient,
            LayerWorkspaceMgr memory) {
        INDArray before = spec.activation().backprop(preActivation, gradient).getFirst();
        INDArray result = memory.createUninitialized(
                inputGradient ? ArrayType.ACTIVATION_GRAD : ArrayType.BP_WORKING_MEM,
                parameters.weights().dataType(),
                spec.geometry().inputShape(),
                'c');
        INDArray[] inputs = Stream.concat(Stream.of(arrays(images, parameters)), Stream.of(before))
                .toArray(INDArray[]::new);
        run("conv2d_bp", inputs, arrays(result, gradients));
        return inputGradient ? Optional.of(result) : Optional.empty();
    }

    @Override
    public void forget() {
        preActivation = null;
    }

    private static INDArray[] arrays(INDArray images, Weights parameters) {
        return Stream.concat(Stream.of(images, parameters.weights()), parameters.bias().stream())
                .toArray(INDArray[]::new);
    }

    private void run(String operation, INDArray[] inputs, INDArray... outputs) {
        WindowGeometry.Axis h = spec.geometry().height();
        WindowGeometry.Axis w = spec.geometry().width();
        int[] sizes = {
            h.kernel(),
            w.kernel(),
            h.stride(),
            w.stride(),
            h.padding(),
            w.padding(),
            h.dilation(),
            w.dilation(),
            spec.geometry().same() ? 1 : 0,
            CHANNELS_FIRST,
            WEIGHTS_OUT_IN
        };
        Nd4j.exec(DynamicCustomOp.builder(operation)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(sizes)
                .build());
    }
}
