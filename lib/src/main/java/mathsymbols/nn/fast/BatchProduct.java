package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.memory.format_tag;

/** Products of {@code count} matrices each, by oneDNN: {@code SRC, WEIGHTS} to {@code DST}, all row by row. */
final class BatchProduct {
    private BatchProduct() {}

    /** {@code [rows, inner] · [inner, columns]} */
    static OneDnnPrimitive plain(long count, long rows, long inner, long columns) {
        return product(
                OneDnn.layout(format_tag.abc, count, rows, inner),
                OneDnn.layout(format_tag.abc, count, inner, columns),
                OneDnn.layout(format_tag.abc, count, rows, columns),
                false);
    }

    /** {@code [rows, inner] · [columns, inner]ᵀ} */
    static OneDnnPrimitive secondTransposed(long count, long rows, long inner, long columns) {
        return product(
                OneDnn.layout(format_tag.abc, count, rows, inner),
                OneDnn.layout(format_tag.acb, count, inner, columns),
                OneDnn.layout(format_tag.abc, count, rows, columns),
                false);
    }

    /**
     * {@code [inner, rows]ᵀ · [inner, columns]}
     *
     * @param add to what is there
     */
    static OneDnnPrimitive firstTransposed(long count, long rows, long inner, long columns, boolean add) {
        return product(
                OneDnn.layout(format_tag.acb, count, rows, inner),
                OneDnn.layout(format_tag.abc, count, inner, columns),
                OneDnn.layout(format_tag.abc, count, rows, columns),
                add);
    }

    private static OneDnnPrimitive product(memory.desc first, memory.desc second, memory.desc result, boolean add) {
        primitive_attr attributes = OneDnn.attributes();
        if (add) {
            post_ops after = new post_ops();
            after.append_sum();
            attributes.set_post_ops(after);
        }
        var description =
                new matmul.primitive_desc(new matmul.desc(first, second, result), attributes, OneDnn.processor());
        return new OneDnnPrimitive(new matmul(description), description)
                .argument(DNNL_ARG_SRC, first)
                .argument(DNNL_ARG_WEIGHTS, second)
                .argument(DNNL_ARG_DST, result);
    }
}
