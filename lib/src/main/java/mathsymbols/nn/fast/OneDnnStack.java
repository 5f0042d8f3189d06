package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolutions, each with a ReLU, and max poolings, one after the other, with weights that never change and no way back.
 * That leaves oneDNN free to lay out images and weights as it likes: weights are converted once, images go from step to
 * step as they are. And where it can, it convolves by Winograd's method, with a quarter of the multiplications (Lavin,
 * Gray: "Fast algorithms for convolutional neural networks", 2015).
 */
public final class OneDnnStack implements AutoCloseable {
    private final long[] inputShape;
    private final List<OneDnnPrimitive> steps = new ArrayList<>();
    private final List<INDArray> owned = new ArrayList<>();
    private long[] shape;
    private memory.desc layout;
    private long mostBytes;
    private INDArray[] between;
    private INDArray scratchpad;

    /** @param inputShape {@code [n, channels, height, width]}, the only one that {@link #run} then takes */
    public OneDnnStack(long... inputShape) {
        this.inputShape = inputShape;
        this.shape = inputShape;
        this.layout = OneDnn.layout(format_tag.nchw, inputShape);
    }

    /**
     * Adds a convolution that pads with zeros, so that as many pixels go out as come in, and its ReLU.
     *
     * @param weights {@code [out, in, height, width]}, row by row; may be closed or changed afterwards
     * @param bias {@code [out]}; must stay as it is
     */
    public OneDnnStack convolution(INDArray weights, INDArray bias) {
        Geometry geometry = Geometry.same(shape, weights.size(0), (int) weights.size(2), 1);
        OneDnnPrimitive convolution = OneDnn.frozenConvolution(geometry, FusedActivation.RELU);
        INDArray arranged =
                convolution.arrangeWeights(weights, LayerWorkspaceMgr.noWorkspacesImmutable(), ArrayType.INPUT);
        owned.add(arranged);
        add(convolution.bind(DNNL_ARG_WEIGHTS, arranged).bind(DNNL_ARG_BIAS, bias), geometry);
        return this;
    }

    /** Adds maxima of windows of {@code size} by {@code size} pixels, side by side. */
    public OneDnnStack maxPooling(int size) {
        Geometry geometry = Geometry.same(shape, shape[1], size, size);
        add(OneDnn.frozenMaxPooling(geometry, layout), geometry);
        return this;
    }

    private void add(OneDnnPrimitive step, Geometry geometry) {
        convertTo(step.layout(DNNL_ARG_SRC));
        steps.add(step);
        layout = step.layout(DNNL_ARG_DST);
        mostBytes = Math.max(mostBytes, layout.get_size());
        shape = geometry.outputShape();
    }

    private void convertTo(memory.desc wanted) {
        if (!layout.equals(wanted)) {
            steps.add(OneDnn.reorder(layout, wanted));
            layout = wanted;
            mostBytes = Math.max(mostBytes, layout.get_size());
        }
    }

    /**
     * Sends images through all steps.
     *
     * @param input float32 of the shape given to the constructor, row by row
     * @return {@code [n, channels, height, width]}, channels last
     */
    public INDArray run(INDArray input) {
        if (between == null) {
            finish();
        }
        INDArray result = ChannelsLast.create(shape, LayerWorkspaceMgr.noWorkspacesImmutable(), ArrayType.ACTIVATIONS);
        INDArray from = input;
        for (int i = 0; i < steps.size(); i++) {
            INDArray to = i == steps.size() - 1 ? result : between[i % 2];
            steps.get(i).bind(DNNL_ARG_SRC, from).bind(DNNL_ARG_DST, to).run(scratchpad);
            from = to;
        }
        return result;
    }

    private void finish() {
        convertTo(OneDnn.layout(format_tag.nhwc, shape));
        between = new INDArray[] {own(mostBytes), own(mostBytes)};
        scratchpad = own(steps.stream()
                .mapToLong(step -> step.bytes(DNNL_ARG_SCRATCHPAD))
                .max()
                .orElse(0));
    }

    private INDArray own(long bytes) {
        INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, bytes / Float.BYTES + 1);
        owned.add(array);
        return array;
    }

    /** Whether {@link #run} takes images of this shape. */
    public boolean takes(long[] shape) {
        return Arrays.equals(shape, inputShape);
    }

    @Override
    public void close() {
        owned.forEach(INDArray::close);
    }
}
