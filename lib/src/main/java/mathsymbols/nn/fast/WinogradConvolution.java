package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution by {@link Winograd}'s method, which multiplies less than direct convolution. */
final class WinogradConvolution implements Affine {
    private final TileGrid grid;
    private final OneDnnActivation activation;
    private final ChannelsLast imagesIn = new ChannelsLast();
    private final ChannelsLast gradientIn = new ChannelsLast();
    private final WinogradKernels kernels;
    private final WinogradForward forward;
    private WinogradBackward backward;
    /** U of the last forward pass in training. */
    private INDArray kept;

    /** If this is the faster way; measured, see README.md. */
    static Optional<Affine> ifFaster(ConvolutionSpec spec) {
        boolean fusible = FusedActivation.of(spec.activation())
                .filter(FusedActivation.TANH::equals)
                .isEmpty();
        return fusible
                ? TileGrid.ifFaster(spec.geometry()).map(grid -> new WinogradConvolution(grid, spec))
                : Optional.empty();
    }

    /** @param spec without tanh behind the convolution */
    WinogradConvolution(TileGrid grid, ConvolutionSpec spec) {
        this.grid = grid;
        activation = new OneDnnActivation(spec.activation());
        kernels = new WinogradKernels(grid);
        forward = new WinogradForward(grid, activation.fused());
    }

    @Override
    public INDArray forward(INDArray images, Weights parameters, boolean training, LayerWorkspaceMgr memory) {
        ArrayType working = ArrayType.FF_WORKING_MEM;
        INDArray result = ChannelsLast.create(grid.geometry().outputShape(), memory, ArrayType.ACTIVATIONS);
        INDArray u = floats(grid.floatsOfKernels(), memory, training ? ArrayType.ACTIVATIONS : working);
        kernels.transform(parameters.weights(), u, memory, working);
        forward.run(
                imagesIn.of(images, memory, working),
                u,
                parameters.bias(),
                result,
                floats(forward.scratchFloats(), memory, working));
        kept = training ? u : null;
        return activation.complete(result, training, memory);
    }

    @Override
    public Optional<INDArray> backward(
            INDArray images,
            Weights parameters,
            INDArray gradient,
            Weights gradients,
            boolean inputGradient,
            LayerWorkspaceMgr memory) {
        if (backward == null) {
            backward = new WinogradBackward(grid);
        }
        ArrayType working = ArrayType.BP_WORKING_MEM;
        INDArray before = activation.backward(
                gradientIn.of(gradient, memory, working),
                () -> ChannelsLast.create(grid.geometry().outputShape(), memory, working),
                memory);
        Optional<INDArray> result = inputGradient
                ? Optional.of(ChannelsLast.create(grid.geometry().inputShape(), memory, ArrayType.ACTIVATION_GRAD))
                : Optional.empty();
        INDArray ofKernels = floats(grid.floatsOfKernels(), memory, working);
        backward.run(
                imagesIn.of(images, memory, working),
                kept,
                gradientIn.of(before, memory, working),
                ofKernels,
                gradients.bias(),
                result,
                floats(backward.scratchFloats(), memory, working));
        kernels.transformBack(ofKernels, gradients.weights(), memory, working);
        return result;
    }

    private static INDArray floats(long count, LayerWorkspaceMgr memory, ArrayType use) {
        return memory.createUninitialized(use, DataType.FLOAT, count);
    }

    @Override
    public void forget() {
        activation.forget();
        kept = null;
    }
}
