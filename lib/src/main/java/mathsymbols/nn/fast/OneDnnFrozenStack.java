package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The engine is free to lay out images and weights as it likes: weights are converted once, images go from step to step as
 * they are. And where that is mostly faster, it convolves by Winograd's method, with a quarter of the multiplications
 * (Lavin, Gray: "Fast algorithms for convolutional neural networks", 2015): oneDNN's own code for it where the processor has
 * AVX-512, else {@link FrozenWinogradConvolution}.
 */
final class OneDnnFrozenStack implements FrozenStack {
    /** The computations in order: convolutions, poolings and, where two layouts meet, conversions. */
    private final List<FrozenComputation> computations = new ArrayList<>();
    /** What gives back the memory that is this stack's own. */
    private final List<Runnable> owned = new ArrayList<>();
    /** {@code [n, channels, height, width]} of what comes out. */
    private final long[] outputShape;
    /** How what comes out of the last computation lies in memory. */
    private memory.desc layout;
    /** What the largest array between two computations takes. */
    private long mostBytes;
    /** Computations read from one of the two and write to the other, in turn. */
    private final INDArray[] between;
    /** Where a computation keeps what it needs only while it runs; large enough for each. */
    private final INDArray scratchpad;

    /** @param steps one at least */
    OneDnnFrozenStack(List<FrozenStep> steps) {
        layout = OneDnn.layout(format_tag.nchw, steps.get(0).geometry().inputShape());
        for (FrozenStep step : steps) {
            if (step instanceof FrozenStep.Convolution convolution) {
                add(prepare(convolution));
            } else {
                add(FrozenComputation.of(OneDnnMaxPooling.frozen(step.geometry(), layout)));
            }
        }
        outputShape = steps.get(steps.size() - 1).geometry().outputShape();
        convertTo(OneDnn.images(outputShape));
        between = new INDArray[] {own(mostBytes), own(mostBytes)};
        scratchpad = own(computations.stream()
                .mapToLong(FrozenComputation::scratchBytes)
                .max()
                .orElse(0));
    }

    private FrozenComputation prepare(FrozenStep.Convolution step) {
        Optional<FrozenWinogradConvolution> ours = FrozenWinogradConvolution.ifFaster(step);
        if (ours.isPresent()) {
            owned.add(ours.get()::close);
            return ours.get();
        }
        boolean bias = step.bias().isPresent();
        OneDnnPrimitive convolution = ConvolutionPrimitives.winograd(step.geometry(), bias, step.activation())
                .orElseGet(() -> ConvolutionPrimitives.direct(step.geometry(), bias, step.activation()));
        INDArray arranged =
                convolution.arrangeWeights(step.weights(), LayerWorkspaceMgr.noWorkspacesImmutable(), ArrayType.INPUT);
        owned.add(arranged::close);
        return FrozenComputation.of(convolution.bind(DNNL_ARG_WEIGHTS, arranged).bind(DNNL_ARG_BIAS, step.bias()));
    }

    private void add(FrozenComputation computation) {
        convertTo(computation.source());
        append(computation);
    }

    private void convertTo(memory.desc target) {
        if (!layout.equals(target)) {
            append(FrozenComputation.of(OneDnn.reorder(layout, target)));
        }
    }

    private void append(FrozenComputation computation) {
        computations.add(computation);
        layout = computation.result();
        mostBytes = Math.max(mostBytes, layout.get_size());
    }

    /** The result lies channels last. */
    @Override
    public INDArray run(INDArray images) {
        INDArray result =
                ChannelsLast.create(outputShape, LayerWorkspaceMgr.noWorkspacesImmutable(), ArrayType.ACTIVATIONS);
        INDArray from = images;
        for (int i = 0; i < computations.size(); i++) {
            INDArray to = i == computations.size() - 1 ? result : between[i % 2];
            computations.get(i).run(from, to, scratchpad);
            from = to;
        }
        return result;
    }

    private INDArray own(long bytes) {
        INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, bytes / Float.BYTES + 1);
        owned.add(array::close);
        return array;
    }

    @Override
    public void close() {
        owned.forEach(Runnable::run);
    }
}
