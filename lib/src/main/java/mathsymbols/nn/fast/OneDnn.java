package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The computations of a network as oneDNN, Intel's library for them, offers them: which arguments ({@code DNNL_ARG_…})
 * each takes and gives. All is float32, and images are {@link ChannelsLast} unless said otherwise.
 */
public final class OneDnn {
    private OneDnn() {}

    /** Touching it loads the native library. */
    private static final class Processor {
        static final engine ENGINE = new engine(engine.kind.cpu, 0);
        static final stream STREAM = new stream(ENGINE);
    }

    /** Whether it can do the work: float32, ND4J computing on the processor, and oneDNN built for this machine. */
    public static boolean suits(DataType type) {
        try {
            return type == DataType.FLOAT && Nd4j.getEnvironment().isCPU() && Processor.ENGINE != null;
        } catch (LinkageError noNativeLibrary) {
            return false;
        }
    }

    static engine processor() {
        return Processor.ENGINE;
    }

    /** Where computations run. One serves all threads: on the processor each computes on the thread that asks. */
    static stream stream() {
        return Processor.STREAM;
    }

    // Layouts

    static memory.desc layout(format_tag order, long... shape) {
        return new memory.desc(shape, data_type.f32, order);
    }

    private static memory.desc images(long... shape) {
        return layout(format_tag.nhwc, shape);
    }

    /** {@code FROM} to {@code TO}: copies between two layouts of one shape. */
    static OneDnnPrimitive reorder(memory.desc from, memory.desc to) {
        var description = new reorder.primitive_desc(processor(), from, processor(), to, attributes(), false);
        return new OneDnnPrimitive(new reorder(description), description)
                .argument(DNNL_ARG_FROM, from)
                .argument(DNNL_ARG_TO, to);
    }

    /** {@code FROM} to {@code TO}: copies images that lie as {@code stride} says to channels last. */
    static OneDnnPrimitive toChannelsLast(long[] shape, long[] stride) {
        return reorder(new memory.desc(shape, data_type.f32, stride), images(shape));
    }

    // Activation functions

    /** {@code DST}, what the function made of {@code count} values, and {@code DIFF_DST} to {@code DIFF_SRC}. */
    static OneDnnPrimitive activationBackward(FusedActivation activation, long count) {
        memory.desc values = layout(format_tag.a, count);
        var forward = new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(prop_kind.forward_training, activation.backward, values, 0, 0), processor());
        var backward = new eltwise_backward.primitive_desc(
                new eltwise_backward.desc(activation.backward, values, values, 0, 0),
                attributes(),
                processor(),
                forward);
        return new OneDnnPrimitive(new eltwise_backward(backward), backward)
                .argument(DNNL_ARG_DST, values)
                .argument(DNNL_ARG_DIFF_DST, values)
                .argument(DNNL_ARG_DIFF_SRC, values);
    }

    private static primitive_attr attributes() {
        return attributes(FusedActivation.IDENTITY);
    }

    /** Options of every computation: intermediate values go where the caller says, and a function follows. */
    private static primitive_attr attributes(FusedActivation activation) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        if (activation.forward != null) {
            post_ops after = new post_ops();
            after.append_eltwise(1, activation.forward, 0, 0);
            attributes.set_post_ops(after);
        }
        return attributes;
    }

    // Convolution. Weights are [out, in, height, width]; oneDNN works on them in an order of its own choice.

    /** {@code SRC, WEIGHTS, BIAS} to {@code DST}. */
    static OneDnnPrimitive convolution(Geometry g, boolean bias, FusedActivation activation) {
        return convolution(convolutionForward(g, bias, activation));
    }

    /** {@code SRC, WEIGHTS, BIAS} to {@code DST}, in layouts of oneDNN's choice and by the fastest method. */
    static OneDnnPrimitive frozenConvolution(Geometry g, FusedActivation activation) {
        var winograd = new convolution_forward.primitive_desc(
                convolution(g, true, algorithm.convolution_winograd, format_tag.any),
                attributes(activation),
                processor(),
                true);
        boolean possible = winograd.get(true) != null && g.channelsIn() >= 16;
        return convolution(
                possible
                        ? winograd
                        : new convolution_forward.primitive_desc(
                                convolution(g, true, algorithm.convolution_direct, format_tag.any),
                                attributes(activation),
                                processor()));
    }

    private static OneDnnPrimitive convolution(convolution_forward.primitive_desc description) {
        return new OneDnnPrimitive(new convolution_forward(description), description)
                .argument(DNNL_ARG_SRC, description.src_desc())
                .argument(DNNL_ARG_WEIGHTS, description.weights_desc())
                .argument(DNNL_ARG_BIAS, description.bias_desc())
                .argument(DNNL_ARG_DST, description.dst_desc());
    }

    private static convolution_forward.primitive_desc convolutionForward(
            Geometry g, boolean bias, FusedActivation activation) {
        return new convolution_forward.primitive_desc(
                convolution(g, bias, algorithm.convolution_direct, format_tag.nhwc),
                attributes(activation),
                processor());
    }

    private static convolution_forward.desc convolution(Geometry g, boolean bias, algorithm method, format_tag order) {
        return new convolution_forward.desc(
                prop_kind.forward_training,
                method,
                layout(order, g.inputShape()),
                layout(format_tag.any, g.weightsShape()),
                bias(g, bias),
                layout(order, g.outputShape()),
                g.strides(),
                g.gaps(),
                g.paddingBefore(),
                g.paddingAfter());
    }

    /** {@code DIFF_DST, WEIGHTS} to {@code DIFF_SRC}. */
    static OneDnnPrimitive convolutionBackwardData(Geometry g) {
        var description = new convolution_backward_data.primitive_desc(
                new convolution_backward_data.desc(
                        algorithm.convolution_direct,
                        images(g.inputShape()),
                        layout(format_tag.any, g.weightsShape()),
                        images(g.outputShape()),
                        g.strides(),
                        g.gaps(),
                        g.paddingBefore(),
                        g.paddingAfter()),
                attributes(),
                processor(),
                convolutionForward(g, false, FusedActivation.IDENTITY));
        return new OneDnnPrimitive(new convolution_backward_data(description), description)
                .argument(DNNL_ARG_DIFF_DST, images(g.outputShape()))
                .argument(DNNL_ARG_WEIGHTS, description.weights_desc())
                .argument(DNNL_ARG_DIFF_SRC, images(g.inputShape()));
    }

    /** {@code SRC, DIFF_DST} to {@code DIFF_WEIGHTS, DIFF_BIAS}. */
    static OneDnnPrimitive convolutionBackwardWeights(Geometry g, boolean bias) {
        var description = new convolution_backward_weights.primitive_desc(
                new convolution_backward_weights.desc(
                        algorithm.convolution_direct,
                        images(g.inputShape()),
                        layout(format_tag.any, g.weightsShape()),
                        bias(g, bias),
                        images(g.outputShape()),
                        g.strides(),
                        g.gaps(),
                        g.paddingBefore(),
                        g.paddingAfter()),
                attributes(),
                processor(),
                convolutionForward(g, bias, FusedActivation.IDENTITY));
        return new OneDnnPrimitive(new convolution_backward_weights(description), description)
                .argument(DNNL_ARG_SRC, images(g.inputShape()))
                .argument(DNNL_ARG_DIFF_DST, images(g.outputShape()))
                .argument(DNNL_ARG_DIFF_WEIGHTS, description.diff_weights_desc())
                .argument(DNNL_ARG_DIFF_BIAS, bias(g, bias));
    }

    private static memory.desc bias(Geometry g, boolean present) {
        return present ? layout(format_tag.a, g.channelsOut()) : new memory.desc();
    }

    // Dense layers. Weights are [in, out] column by column, as Deeplearning4j keeps them.

    /** {@code SRC, WEIGHTS, BIAS} to {@code DST}. */
    static OneDnnPrimitive dense(long batch, long in, long out, FusedActivation activation) {
        var description = new inner_product_forward.primitive_desc(
                denseForward(batch, in, out), attributes(activation), processor());
        return new OneDnnPrimitive(new inner_product_forward(description), description)
                .argument(DNNL_ARG_SRC, matrix(batch, in))
                .argument(DNNL_ARG_WEIGHTS, matrix(out, in))
                .argument(DNNL_ARG_BIAS, layout(format_tag.a, out))
                .argument(DNNL_ARG_DST, matrix(batch, out));
    }

    private static inner_product_forward.desc denseForward(long batch, long in, long out) {
        return new inner_product_forward.desc(
                prop_kind.forward_training,
                matrix(batch, in),
                matrix(out, in),
                layout(format_tag.a, out),
                matrix(batch, out));
    }

    /** {@code DIFF_DST, WEIGHTS} to {@code DIFF_SRC}. */
    static OneDnnPrimitive denseBackwardData(long batch, long in, long out) {
        var description = new inner_product_backward_data.primitive_desc(
                new inner_product_backward_data.desc(matrix(batch, in), matrix(out, in), matrix(batch, out)),
                attributes(),
                processor(),
                new inner_product_forward.primitive_desc(denseForward(batch, in, out), processor()));
        return new OneDnnPrimitive(new inner_product_backward_data(description), description)
                .argument(DNNL_ARG_DIFF_DST, matrix(batch, out))
                .argument(DNNL_ARG_WEIGHTS, matrix(out, in))
                .argument(DNNL_ARG_DIFF_SRC, matrix(batch, in));
    }

    /** {@code SRC, DIFF_DST} to {@code DIFF_WEIGHTS, DIFF_BIAS}. */
    static OneDnnPrimitive denseBackwardWeights(long batch, long in, long out) {
        var description = new inner_product_backward_weights.primitive_desc(
                new inner_product_backward_weights.desc(
                        matrix(batch, in), matrix(out, in), layout(format_tag.a, out), matrix(batch, out)),
                attributes(),
                processor(),
                new inner_product_forward.primitive_desc(denseForward(batch, in, out), processor()));
        return new OneDnnPrimitive(new inner_product_backward_weights(description), description)
                .argument(DNNL_ARG_SRC, matrix(batch, in))
                .argument(DNNL_ARG_DIFF_DST, matrix(batch, out))
                .argument(DNNL_ARG_DIFF_WEIGHTS, matrix(out, in))
                .argument(DNNL_ARG_DIFF_BIAS, layout(format_tag.a, out));
    }

    private static memory.desc matrix(long rows, long columns) {
        return layout(format_tag.ab, rows, columns);
    }

    // Max pooling

    /** {@code SRC} to {@code DST} and, for the way back, the places of the maxima in {@code WORKSPACE}. */
    static OneDnnPrimitive maxPooling(Geometry g) {
        var description = maxPoolingForward(g);
        return new OneDnnPrimitive(new pooling_forward(description), description)
                .argument(DNNL_ARG_SRC, images(g.inputShape()))
                .argument(DNNL_ARG_DST, images(g.outputShape()))
                .argument(DNNL_ARG_WORKSPACE, description.workspace_desc());
    }

    private static pooling_forward.primitive_desc maxPoolingForward(Geometry g) {
        var description = new pooling_forward.desc(
                prop_kind.forward_training,
                algorithm.pooling_max,
                images(g.inputShape()),
                images(g.outputShape()),
                g.strides(),
                g.kernel(),
                g.paddingBefore(),
                g.paddingAfter());
        return new pooling_forward.primitive_desc(description, attributes(), processor());
    }

    /** {@code SRC}, which lies as {@code layout} says, to {@code DST} in a layout of oneDNN's choice. */
    static OneDnnPrimitive frozenMaxPooling(Geometry g, memory.desc layout) {
        var description = new pooling_forward.primitive_desc(
                new pooling_forward.desc(
                        prop_kind.forward_inference,
                        algorithm.pooling_max,
                        layout,
                        layout(format_tag.any, g.outputShape()),
                        g.strides(),
                        g.kernel(),
                        g.paddingBefore(),
                        g.paddingAfter()),
                attributes(),
                processor());
        return new OneDnnPrimitive(new pooling_forward(description), description)
                .argument(DNNL_ARG_SRC, layout)
                .argument(DNNL_ARG_DST, description.dst_desc());
    }

    /** {@code DIFF_DST, WORKSPACE} to {@code DIFF_SRC}. */
    static OneDnnPrimitive maxPoolingBackward(Geometry g) {
        var description = new pooling_backward.primitive_desc(
                new pooling_backward.desc(
                        algorithm.pooling_max,
                        images(g.inputShape()),
                        images(g.outputShape()),
                        g.strides(),
                        g.kernel(),
                        g.paddingBefore(),
                        g.paddingAfter()),
                attributes(),
                processor(),
                maxPoolingForward(g));
        return new OneDnnPrimitive(new pooling_backward(description), description)
                .argument(DNNL_ARG_DIFF_DST, images(g.outputShape()))
                .argument(DNNL_ARG_WORKSPACE, description.workspace_desc())
                .argument(DNNL_ARG_DIFF_SRC, images(g.inputShape()));
    }

    // Batch normalisation

    private static final int SCALE_AND_SHIFT = dnnl_use_scale | dnnl_use_shift;

    /** {@code SRC, SCALE, SHIFT} to {@code DST}; {@code MEAN, VARIANCE} go out while training, else they come in. */
    static OneDnnPrimitive batchNormalization(long[] shape, double epsilon, boolean training) {
        var description = batchNormalizationForward(shape, epsilon, training);
        return new OneDnnPrimitive(new batch_normalization_forward(description), description)
                .argument(DNNL_ARG_SRC, images(shape))
                .argument(DNNL_ARG_SCALE, layout(format_tag.a, shape[1]))
                .argument(DNNL_ARG_SHIFT, layout(format_tag.a, shape[1]))
                .argument(DNNL_ARG_MEAN, description.mean_desc())
                .argument(DNNL_ARG_VARIANCE, description.variance_desc())
                .argument(DNNL_ARG_DST, images(shape));
    }

    private static batch_normalization_forward.primitive_desc batchNormalizationForward(
            long[] shape, double epsilon, boolean training) {
        var description = new batch_normalization_forward.desc(
                training ? dnnl_forward_training : dnnl_forward_inference,
                images(shape),
                (float) epsilon,
                training ? SCALE_AND_SHIFT : SCALE_AND_SHIFT | dnnl_use_global_stats);
        return new batch_normalization_forward.primitive_desc(description, attributes(), processor());
    }

    /** {@code SRC, MEAN, VARIANCE, SCALE, DIFF_DST} to {@code DIFF_SRC, DIFF_SCALE, DIFF_SHIFT}. */
    static OneDnnPrimitive batchNormalizationBackward(long[] shape, double epsilon) {
        var description = new batch_normalization_backward.primitive_desc(
                new batch_normalization_backward.desc(
                        dnnl_backward, images(shape), images(shape), (float) epsilon, SCALE_AND_SHIFT),
                attributes(),
                processor(),
                batchNormalizationForward(shape, epsilon, true));
        return new OneDnnPrimitive(new batch_normalization_backward(description), description)
                .argument(DNNL_ARG_SRC, images(shape))
                .argument(DNNL_ARG_MEAN, description.mean_desc())
                .argument(DNNL_ARG_VARIANCE, description.variance_desc())
                .argument(DNNL_ARG_SCALE, layout(format_tag.a, shape[1]))
                .argument(DNNL_ARG_SHIFT, layout(format_tag.a, shape[1]))
                .argument(DNNL_ARG_DIFF_DST, images(shape))
                .argument(DNNL_ARG_DIFF_SRC, images(shape))
                .argument(DNNL_ARG_DIFF_SCALE, layout(format_tag.a, shape[1]))
                .argument(DNNL_ARG_DIFF_SHIFT, layout(format_tag.a, shape[1]));
    }
}
