package mathsymbols.nn.fast;

import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link WinogradForward} with kernels that are transformed once. */
final class FrozenWinogradConvolution implements FrozenComputation, AutoCloseable {
    private final WindowGeometry geometry;
    private final WinogradForward forward;
    private final INDArray kernels;
    private final Optional<INDArray> bias;

    /**
     * Where {@link TileGrid#ifFaster} takes it, on processors without AVX-512: with it, oneDNN's own is as fast. The rule was
     * measured for a training step: forward alone this is mostly faster than direct convolution, but slower by a tenth at
     * times, see README.md.
     */
    static Optional<FrozenWinogradConvolution> ifFaster(FrozenStep.Convolution step) {
        boolean fusible = step.activation() == FusedActivation.RELU || step.activation() == FusedActivation.IDENTITY;
        return Optional.of(step.geometry())
                .filter(geometry -> fusible && !OneDnn.usesAvx512())
                .flatMap(TileGrid::ifFaster)
                .map(grid -> new FrozenWinogradConvolution(grid, step));
    }

    /** @param step with a ReLU or nothing behind it */
    FrozenWinogradConvolution(TileGrid grid, FrozenStep.Convolution step) {
        geometry = grid.geometry();
        forward = new WinogradForward(grid, step.activation());
        bias = step.bias();
        kernels = Nd4j.createUninitializedDetached(DataType.FLOAT, grid.floatsOfKernels());
        new WinogradKernels(grid)
                .transform(step.weights(), kernels, LayerWorkspaceMgr.noWorkspacesImmutable(), ArrayType.INPUT);
    }

    @Override
    public memory.desc source() {
        return OneDnn.images(geometry.inputShape());
    }

    @Override
    public memory.desc result() {
        return OneDnn.images(geometry.outputShape());
    }

    @Override
    public long scratchBytes() {
        return Float.BYTES * forward.scratchFloats();
    }

    @Override
    public void run(INDArray from, INDArray to, INDArray scratch) {
        forward.run(from, kernels, bias, to, scratch);
    }

    @Override
    public void close() {
        kernels.close();
    }
}
