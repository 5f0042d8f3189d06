package mathsymbols.nn.fast;

import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution by ND4J's operations {@code conv2d} and {@code conv2d_bp}, which know every backend (cuDNN on a GPU) and
 * every type, double precision among them.
 *
 * @param geometry what it was made for
 */
record OpConvolution(Geometry geometry) implements ConvolutionKernel {
    private static final int CHANNELS_FIRST = 0;
    private static final int WEIGHTS_OUT_IN = 1;

    @Override
    public INDArray forward(INDArray images, INDArray weights, INDArray bias, LayerWorkspaceMgr memory) {
        INDArray result =
                memory.createUninitialized(ArrayType.ACTIVATIONS, weights.dataType(), geometry.outputShape(), 'c');
        run("conv2d", present(images, weights, bias), result);
        return result;
    }

    @Override
    public INDArray backward(
            INDArray images,
            INDArray weights,
            INDArray gradient,
            INDArray weightsGradient,
            INDArray biasGradient,
            boolean wanted,
            LayerWorkspaceMgr memory) {
        INDArray result = memory.createUninitialized(
                wanted ? ArrayType.ACTIVATION_GRAD : ArrayType.BP_WORKING_MEM,
                weights.dataType(),
                geometry.inputShape(),
                'c');
        // The operation reads no values of the bias, it only learns from its presence that there is one.
        INDArray[] inputs = present(images, weights, biasGradient, gradient);
        run("conv2d_bp", inputs, present(result, weightsGradient, biasGradient));
        return wanted ? result : null;
    }

    private static INDArray[] present(INDArray... arrays) {
        return Stream.of(arrays).filter(Objects::nonNull).toArray(INDArray[]::new);
    }

    private void run(String operation, INDArray[] inputs, INDArray... outputs) {
        Geometry.Axis h = geometry.height();
        Geometry.Axis w = geometry.width();
        int[] sizes = {
            h.kernel(),
            w.kernel(),
            h.stride(),
            w.stride(),
            h.padding(),
            w.padding(),
            h.dilation(),
            w.dilation(),
            geometry.same() ? 1 : 0,
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
