package mathsymbols.nn.fast;

import static mathsymbols.nn.fast.OneDnn.*;
import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.format_tag;

/**
 * oneDNN's convolutions, and which arguments ({@code DNNL_ARG_…}) each takes and gives. Weights are
 * {@code [out, in, height, width]}; oneDNN works on them in an order of its own choice.
 */
final class ConvolutionPrimitives {
    private ConvolutionPrimitives() {}

    /** {@code SRC, WEIGHTS, BIAS} to {@code DST}, images channels last. */
    static OneDnnPrimitive forward(WindowGeometry g, boolean bias, FusedActivation activation) {
        return primitive(forwardDescription(g, bias, activation));
    }

    /** {@code SRC, WEIGHTS, BIAS} to {@code DST}, in layouts of oneDNN's choice. */
    static OneDnnPrimitive direct(WindowGeometry g, boolean bias, FusedActivation activation) {
        return primitive(new convolution_forward.primitive_desc(
                description(g, bias, algorithm.convolution_direct, format_tag.any),
                attributes(activation),
                processor()));
    }

    /** The same by oneDNN's code for Winograd's method; empty where it has none: version 2.5.2 wants AVX-512. */
    static Optional<OneDnnPrimitive> winograd(WindowGeometry g, boolean bias, FusedActivation activation) {
        var description = new convolution_forward.primitive_desc(
                description(g, bias, algorithm.convolution_winograd, format_tag.any),
                attributes(activation),
                processor(),
                true);
        boolean possible = description.get(true) != null && g.channelsIn() >= 16;
        return possible ? Optional.of(primitive(description)) : Optional.empty();
    }

    private static OneDnnPrimitive primitive(convolution_forward.primitive_desc description) {
        return new OneDnnPrimitive(new convolution_forward(description), description)
                .argument(DNNL_ARG_SRC, description.src_desc())
                .argument(DNNL_ARG_WEIGHTS, description.weights_desc())
                .argument(DNNL_ARG_BIAS, description.bias_desc())
                .argument(DNNL_ARG_DST, description.dst_desc());
    }

    private static convolution_forward.primitive_desc forwardDescription(
            WindowGeometry g, boolean bias, FusedActivation activation) {
        return new convolution_forward.primitive_desc(
                description(g, bias, algorithm.convolution_direct, format_tag.nhwc),
                attributes(activation),
                processor());
    }

    private static convolution_forward.desc description(
            WindowGeometry g, boolean bias, algorithm method, format_tag order) {
        return new convolution_forward.desc(
                prop_kind.forward_training,
                method,
                layout(order, g.inputShape()),
                layout(format_tag.any, g.weightsShape()),
                bias(bias, g.channelsOut()),
                layout(order, g.outputShape()),
                g.strides(),
                g.gaps(),
                g.paddingBefore(),
                g.paddingAfter());
    }

    /** {@code DIFF_DST, WEIGHTS} to {@code DIFF_SRC}. */
    static OneDnnPrimitive backwardData(WindowGeometry g) {
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
                forwardDescription(g, false, FusedActivation.IDENTITY));
        return new OneDnnPrimitive(new convolution_backward_data(description), description)
                .argument(DNNL_ARG_DIFF_DST, images(g.outputShape()))
                .argument(DNNL_ARG_WEIGHTS, description.weights_desc())
                .argument(DNNL_ARG_DIFF_SRC, images(g.inputShape()));
    }

    /** {@code SRC, DIFF_DST} to {@code DIFF_WEIGHTS, DIFF_BIAS}. */
    static OneDnnPrimitive backwardWeights(WindowGeometry g, boolean bias) {
        var description = new convolution_backward_weights.primitive_desc(
                new convolution_backward_weights.desc(
                        algorithm.convolution_direct,
                        images(g.inputShape()),
                        layout(format_tag.any, g.weightsShape()),
                        bias(bias, g.channelsOut()),
                        images(g.outputShape()),
                        g.strides(),
                        g.gaps(),
                        g.paddingBefore(),
                        g.paddingAfter()),
                attributes(),
                processor(),
                forwardDescription(g, bias, FusedActivation.IDENTITY));
        return new OneDnnPrimitive(new convolution_backward_weights(description), description)
                .argument(DNNL_ARG_SRC, images(g.inputShape()))
                .argument(DNNL_ARG_DIFF_DST, images(g.outputShape()))
                .argument(DNNL_ARG_DIFF_WEIGHTS, description.diff_weights_desc())
                .argument(DNNL_ARG_DIFF_BIAS, bias(bias, g.channelsOut()));
    }
}
