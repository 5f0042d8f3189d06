package mathsymbols.nn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one class that calls oneDNN, Intel's library of a network's computations. All is float32. Images lie in memory
 * channels last (row by row as {@code [n, height, width, channels]}): so oneDNN convolves, pools and normalises them
 * fast without converting anything in between. Their arrays still read {@code [n, channels, height, width]}.
 * {@code bench/README.md} compares the orders.
 */
final class OneDnn {
    private OneDnn() {}

    /** Touching it loads the native library. */
    private static final class Processor {
        static final engine ENGINE = new engine(engine.kind.cpu, 0);
    }

    /** Whether it can do the work: float32, ND4J computing on the processor, and oneDNN built for this machine. */
    static boolean suits(DataType type) {
        try {
            return type == DataType.FLOAT && Nd4j.getEnvironment().isCPU() && Processor.ENGINE != null;
        } catch (LinkageError noNativeLibrary) {
            return false;
        }
    }

    /** An activation function that oneDNN applies while it still has the value in a register. */
    enum Fused {
        IDENTITY(null, null),
        RELU(algorithm.eltwise_relu, algorithm.eltwise_relu_use_dst_for_bwd),
        TANH(algorithm.eltwise_tanh, algorithm.eltwise_tanh_use_dst_for_bwd);

        private final algorithm forward;
        private final algorithm backward;

        Fused(algorithm forward, algorithm backward) {
            this.forward = forward;
            this.backward = backward;
        }

        static Optional<Fused> of(IActivation activation) {
            if (activation.getClass() == ActivationIdentity.class) {
                return Optional.of(IDENTITY);
            }
            if (activation.equals(new ActivationReLU())) {
                return Optional.of(RELU);
            }
            return activation.getClass() == ActivationTanH.class ? Optional.of(TANH) : Optional.empty();
        }

        private primitive_attr attributes() {
            primitive_attr attributes = new primitive_attr();
            if (forward != null) {
                post_ops after = new post_ops();
                after.append_eltwise(1, forward, 0, 0);
                attributes.set_post_ops(after);
            }
            return attributes;
        }
    }

    /** A prepared computation. Arrays are bound to its arguments, {@code DNNL_ARG_…}, before every run. */
    static final class Primitive {
        private final primitive primitive;
        private final stream stream = new stream(Processor.ENGINE);
        private final Map<Integer, memory> memories = new HashMap<>();
        private final IntMemoryMap arguments = new IntMemoryMap();

        private Primitive(primitive primitive) {
            this.primitive = primitive;
        }

        private Primitive argument(int name, memory.desc layout) {
            memory memory = new memory(layout, Processor.ENGINE, null);
            memories.put(name, memory);
            arguments.put(name, memory);
            return this;
        }

        /** Memory for an argument whose layout is oneDNN's own, for as long as {@code use} lasts. */
        INDArray allocate(int name, LayerWorkspaceMgr memory, ArrayType use) {
            long bytes = layout(name).get_size();
            return memory.createUninitialized(use, DataType.FLOAT, new long[] {(bytes + 3) / 4}, 'c');
        }

        /** Binds weights given as {@code [out, in, height, width]}, row by row, in a copy of the order that is wanted. */
        Primitive bindWeights(INDArray weights, LayerWorkspaceMgr memory, ArrayType use) {
            INDArray copy = allocate(DNNL_ARG_WEIGHTS, memory, use);
            reorder(OneDnn.layout(format_tag.oihw, weights.shape()), layout(DNNL_ARG_WEIGHTS))
                    .bind(DNNL_ARG_FROM, weights)
                    .bind(DNNL_ARG_TO, copy)
                    .run();
            return bind(DNNL_ARG_WEIGHTS, copy);
        }

        /** Runs, and puts the weights' gradient into {@code gradient}, {@code [out, in, height, width]} row by row. */
        void runForWeights(INDArray gradient, LayerWorkspaceMgr memory, ArrayType use) {
            INDArray own = allocate(DNNL_ARG_DIFF_WEIGHTS, memory, use);
            bind(DNNL_ARG_DIFF_WEIGHTS, own).run();
            reorder(layout(DNNL_ARG_DIFF_WEIGHTS), OneDnn.layout(format_tag.oihw, gradient.shape()))
                    .bind(DNNL_ARG_FROM, own)
                    .bind(DNNL_ARG_TO, gradient)
                    .run();
        }

        private memory.desc layout(int name) {
            return memories.get(name).get_desc();
        }

        /** @param array null for an argument that is absent here, such as a bias */
        Primitive bind(int name, INDArray array) {
            if (array != null) {
                memories.get(name).set_data_handle(array.data().addressPointer());
            }
            return this;
        }

        void run() {
            primitive.execute(stream, arguments);
            stream._wait();
        }
    }

    // Memory

    private static memory.desc layout(format_tag order, long... shape) {
        return new memory.desc(shape, data_type.f32, order);
    }

    private static memory.desc images(long... shape) {
        return layout(format_tag.nhwc, shape);
    }

    /** An uninitialised {@code [n, channels, height, width]} that lies channels last. */
    static INDArray createImages(long[] shape, LayerWorkspaceMgr memory, ArrayType use) {
        return memory.createUninitialized(use, DataType.FLOAT, new long[] {shape[0], shape[2], shape[3], shape[1]}, 'c')
                .permute(0, 3, 1, 2);
    }

    /** The same images channels last: themselves if they lie so, else a copy. */
    static INDArray channelsLast(INDArray images, LayerWorkspaceMgr memory, ArrayType use) {
        if (isChannelsLast(images)) {
            return images;
        }
        INDArray copy = createImages(images.shape(), memory, use);
        memory.desc from = new memory.desc(images.shape(), data_type.f32, images.stride());
        reorder(from, images(images.shape()))
                .bind(DNNL_ARG_FROM, images)
                .bind(DNNL_ARG_TO, copy)
                .run();
        return copy;
    }

    static boolean isChannelsLast(INDArray images) {
        long expected = 1;
        for (int axis : new int[] {1, 3, 2, 0}) {
            if (images.size(axis) != 1 && images.stride(axis) != expected) {
                return false;
            }
            expected *= images.size(axis);
        }
        return true;
    }

    private static Primitive reorder(memory.desc from, memory.desc to) {
        return new Primitive(new reorder(new reorder.primitive_desc(Processor.ENGINE, from, Processor.ENGINE, to)))
                .argument(DNNL_ARG_FROM, from)
                .argument(DNNL_ARG_TO, to);
    }

    // Activation functions

    /** {@code DST}, what the function made of {@code count} values, and {@code DIFF_DST} to {@code DIFF_SRC}. */
    static Primitive activationBackward(Fused activation, long count) {
        memory.desc values = layout(format_tag.a, count);
        var forward = new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(prop_kind.forward_training, activation.backward, values, 0, 0),
                Processor.ENGINE);
        var backward = new eltwise_backward.primitive_desc(
                new eltwise_backward.desc(activation.backward, values, values, 0, 0), Processor.ENGINE, forward);
        return new Primitive(new eltwise_backward(backward))
                .argument(DNNL_ARG_DST, values)
                .argument(DNNL_ARG_DIFF_DST, values)
                .argument(DNNL_ARG_DIFF_SRC, values);
    }

    // Convolution. Weights are [out, in, height, width]; oneDNN works on them in an order of its own choice.

    /** {@code SRC, WEIGHTS, BIAS} to {@code DST}. */
    static Primitive convolution(Geometry g, boolean bias, Fused activation) {
        var description = convolutionForward(g, bias, activation);
        return new Primitive(new convolution_forward(description))
                .argument(DNNL_ARG_SRC, images(g.inputShape()))
                .argument(DNNL_ARG_WEIGHTS, description.weights_desc())
                .argument(DNNL_ARG_BIAS, description.bias_desc())
                .argument(DNNL_ARG_DST, images(g.outputShape()));
    }

    private static convolution_forward.primitive_desc convolutionForward(Geometry g, boolean bias, Fused activation) {
        var description = new convolution_forward.desc(
                prop_kind.forward_training,
                algorithm.convolution_direct,
                images(g.inputShape()),
                layout(format_tag.any, g.weightsShape()),
                bias(g, bias),
                images(g.outputShape()),
                g.strides(),
                g.gaps(),
                g.paddingBefore(),
                g.paddingAfter());
        return new convolution_forward.primitive_desc(description, activation.attributes(), Processor.ENGINE);
    }

    /** {@code DIFF_DST, WEIGHTS} to {@code DIFF_SRC}. */
    static Primitive convolutionBackwardData(Geometry g) {
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
                Processor.ENGINE,
                convolutionForward(g, false, Fused.IDENTITY));
        return new Primitive(new convolution_backward_data(description))
                .argument(DNNL_ARG_DIFF_DST, images(g.outputShape()))
                .argument(DNNL_ARG_WEIGHTS, description.weights_desc())
                .argument(DNNL_ARG_DIFF_SRC, images(g.inputShape()));
    }

    /** {@code SRC, DIFF_DST} to {@code DIFF_WEIGHTS, DIFF_BIAS}. */
    static Primitive convolutionBackwardWeights(Geometry g, boolean bias) {
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
                Processor.ENGINE,
                convolutionForward(g, bias, Fused.IDENTITY));
        return new Primitive(new convolution_backward_weights(description))
                .argument(DNNL_ARG_SRC, images(g.inputShape()))
                .argument(DNNL_ARG_DIFF_DST, images(g.outputShape()))
                .argument(DNNL_ARG_DIFF_WEIGHTS, description.diff_weights_desc())
                .argument(DNNL_ARG_DIFF_BIAS, bias(g, bias));
    }

    private static memory.desc bias(Geometry g, boolean present) {
        return present ? layout(format_tag.a, g.channelsOut()) : new memory.desc();
    }

    // Max pooling

    /** {@code SRC} to {@code DST} and, for the way back, the places of the maxima in {@code WORKSPACE}. */
    static Primitive maxPooling(Geometry g) {
        var description = maxPoolingForward(g);
        return new Primitive(new pooling_forward(description))
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
        return new pooling_forward.primitive_desc(description, Processor.ENGINE);
    }

    /** {@code DIFF_DST, WORKSPACE} to {@code DIFF_SRC}. */
    static Primitive maxPoolingBackward(Geometry g) {
        var description = new pooling_backward.primitive_desc(
                new pooling_backward.desc(
                        algorithm.pooling_max,
                        images(g.inputShape()),
                        images(g.outputShape()),
                        g.strides(),
                        g.kernel(),
                        g.paddingBefore(),
                        g.paddingAfter()),
                Processor.ENGINE,
                maxPoolingForward(g));
        return new Primitive(new pooling_backward(description))
                .argument(DNNL_ARG_DIFF_DST, images(g.outputShape()))
                .argument(DNNL_ARG_WORKSPACE, description.workspace_desc())
                .argument(DNNL_ARG_DIFF_SRC, images(g.inputShape()));
    }

    // Batch normalisation

    private static final int SCALE_AND_SHIFT = dnnl_use_scale | dnnl_use_shift;

    /** {@code SRC, SCALE, SHIFT} to {@code DST}; {@code MEAN, VARIANCE} go out while training, else they come in. */
    static Primitive batchNormalization(long[] shape, double epsilon, boolean training) {
        var description = batchNormalizationForward(shape, epsilon, training);
        return new Primitive(new batch_normalization_forward(description))
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
        return new batch_normalization_forward.primitive_desc(description, Processor.ENGINE);
    }

    /** {@code SRC, MEAN, VARIANCE, SCALE, DIFF_DST} to {@code DIFF_SRC, DIFF_SCALE, DIFF_SHIFT}. */
    static Primitive batchNormalizationBackward(long[] shape, double epsilon) {
        var description = new batch_normalization_backward.primitive_desc(
                new batch_normalization_backward.desc(
                        dnnl_backward, images(shape), images(shape), (float) epsilon, SCALE_AND_SHIFT),
                Processor.ENGINE,
                batchNormalizationForward(shape, epsilon, true));
        return new Primitive(new batch_normalization_backward(description))
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
