package mathsymbols.nn.fast;

import static mathsymbols.nn.fast.OneDnn.*;
import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maxima by oneDNN, images channels last. Where they were is remembered for the way back. */
final class OneDnnMaxPooling implements MaxPooling {
    private final WindowGeometry geometry;
    private final ChannelsLast imagesIn = new ChannelsLast();
    private final ChannelsLast gradientIn = new ChannelsLast();
    private final OneDnnPrimitive forward;
    private OneDnnPrimitive backward;
    /** Where in its window each maximum of the last forward pass was, in oneDNN's own form. */
    private INDArray places;

    OneDnnMaxPooling(WindowGeometry geometry) {
        this.geometry = geometry;
        this.forward = prepareForward();
    }

    @Override
    public INDArray forward(INDArray images, boolean training, LayerWorkspaceMgr memory) {
        INDArray result = ChannelsLast.create(geometry.outputShape(), memory, ArrayType.ACTIVATIONS);
        places = forward.allocate(
                DNNL_ARG_WORKSPACE, memory, training ? ArrayType.ACTIVATIONS : ArrayType.FF_WORKING_MEM);
        forward.bind(DNNL_ARG_SRC, imagesIn.of(images, memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_DST, result)
                .bind(DNNL_ARG_WORKSPACE, places)
                .run(memory, ArrayType.FF_WORKING_MEM);
        return result;
    }

    @Override
    public INDArray backward(INDArray gradient, LayerWorkspaceMgr memory) {
        if (backward == null) {
            backward = prepareBackward();
        }
        INDArray result = ChannelsLast.create(geometry.inputShape(), memory, ArrayType.ACTIVATION_GRAD);
        backward.bind(DNNL_ARG_DIFF_DST, gradientIn.of(gradient, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_WORKSPACE, places)
                .bind(DNNL_ARG_DIFF_SRC, result)
                .run(memory, ArrayType.BP_WORKING_MEM);
        return result;
    }

    @Override
    public void forget() {
        places = null;
    }

    /** {@code SRC} to {@code DST} and {@code WORKSPACE}. */
    private OneDnnPrimitive prepareForward() {
        var description = forwardDescription();
        return new OneDnnPrimitive(new pooling_forward(description), description)
                .argument(DNNL_ARG_SRC, images(geometry.inputShape()))
                .argument(DNNL_ARG_DST, images(geometry.outputShape()))
                .argument(DNNL_ARG_WORKSPACE, description.workspace_desc());
    }

    private pooling_forward.primitive_desc forwardDescription() {
        return new pooling_forward.primitive_desc(
                description(
                        geometry,
                        prop_kind.forward_training,
                        images(geometry.inputShape()),
                        images(geometry.outputShape())),
                attributes(),
                processor());
    }

    /** {@code DIFF_DST, WORKSPACE} to {@code DIFF_SRC}. */
    private OneDnnPrimitive prepareBackward() {
        var description = new pooling_backward.primitive_desc(
                new pooling_backward.desc(
                        algorithm.pooling_max,
                        images(geometry.inputShape()),
                        images(geometry.outputShape()),
                        geometry.strides(),
                        geometry.kernel(),
                        geometry.paddingBefore(),
                        geometry.paddingAfter()),
                attributes(),
                processor(),
                forwardDescription());
        return new OneDnnPrimitive(new pooling_backward(description), description)
                .argument(DNNL_ARG_DIFF_DST, images(geometry.outputShape()))
                .argument(DNNL_ARG_WORKSPACE, description.workspace_desc())
                .argument(DNNL_ARG_DIFF_SRC, images(geometry.inputShape()));
    }

    /** {@code SRC}, which lies as {@code layout} says, to {@code DST} in a layout of oneDNN's choice; no way back. */
    static OneDnnPrimitive frozen(WindowGeometry geometry, memory.desc layout) {
        var description = new pooling_forward.primitive_desc(
                description(
                        geometry, prop_kind.forward_inference, layout, layout(format_tag.any, geometry.outputShape())),
                attributes(),
                processor());
        return new OneDnnPrimitive(new pooling_forward(description), description)
                .argument(DNNL_ARG_SRC, layout)
                .argument(DNNL_ARG_DST, description.dst_desc());
    }

    private static pooling_forward.desc description(
            WindowGeometry geometry, prop_kind use, memory.desc from, memory.desc to) {
        return new pooling_forward.desc(
                use,
                algorithm.pooling_max,
                from,
                to,
                geometry.strides(),
                geometry.kernel(),
                geometry.paddingBefore(),
                geometry.paddingAfter());
    }
}
