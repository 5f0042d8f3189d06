package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Locale;
import java.util.Optional;
import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;

/** What all computations by oneDNN share: the processor, layouts of memory, options. All is float32. */
final class OneDnn {
    private OneDnn() {}

    /** Touching it loads the native library. */
    private static final class Processor {
        static final engine ENGINE = new engine(engine.kind.cpu, 0);
        static final stream STREAM = new stream(ENGINE);
    }

    /** Why it cannot be used on this machine; empty if it can. */
    static Optional<String> obstacle() {
        try {
            processor();
            return Optional.empty();
        } catch (LinkageError noNativeLibrary) {
            return Optional.of("oneDNN has no library for %s on %s"
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
    }

    /** Such as {@code "oneDNN 2.5.2, AVX2"}: the instructions are those that it found this processor to know. */
    static String version() {
        dnnl_version_t version = dnnl_version();
        String instructions = get_effective_cpu_isa().toString().replace('_', ' ');
        return String.format(
                Locale.ROOT,
                "oneDNN %d.%d.%d, %s",
                version.major(),
                version.minor(),
                version.patch(),
                instructions.toUpperCase(Locale.ROOT));
    }

    /** Whether it computes with vectors of sixteen floats here. */
    static boolean usesAvx512() {
        return get_effective_cpu_isa().toString().contains("avx512");
    }

    static engine processor() {
        return Processor.ENGINE;
    }

    /** Where computations run. One serves all threads: on the processor each computes on the thread that asks. */
    static stream stream() {
        return Processor.STREAM;
    }

    static memory.desc layout(format_tag order, long... shape) {
        return new memory.desc(shape, data_type.f32, order);
    }

    /** Of {@code [n, channels, height, width]}: {@link ChannelsLast}. */
    static memory.desc images(long... shape) {
        return layout(format_tag.nhwc, shape);
    }

    static memory.desc vector(long length) {
        return layout(format_tag.a, length);
    }

    /** Of {@code [rows, columns]}: row by row. */
    static memory.desc matrix(long rows, long columns) {
        return layout(format_tag.ab, rows, columns);
    }

    /** Of a bias of {@code channels} numbers; an empty one for none. */
    static memory.desc bias(boolean present, long channels) {
        return present ? vector(channels) : new memory.desc();
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

    static primitive_attr attributes() {
        return attributes(FusedActivation.IDENTITY);
    }

    /** Options of every computation: intermediate values go where the caller says, and a function follows. */
    static primitive_attr attributes(FusedActivation activation) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        if (activation.forward != null) {
            post_ops after = new post_ops();
            after.append_eltwise(1, activation.forward, 0, 0);
            attributes.set_post_ops(after);
        }
        return attributes;
    }
}
