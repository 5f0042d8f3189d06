package mathsymbols.nn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A prepared computation. Arrays are bound to its arguments, {@code DNNL_ARG_…}, before every run. */
final class OneDnnPrimitive {
    private final primitive primitive;
    private final stream stream = new stream(OneDnn.processor());
    private final Map<Integer, memory> memories = new HashMap<>();
    private final IntMemoryMap arguments = new IntMemoryMap();

    OneDnnPrimitive(primitive primitive) {
        this.primitive = primitive;
    }

    OneDnnPrimitive argument(int name, memory.desc layout) {
        memory memory = new memory(layout, OneDnn.processor(), null);
        memories.put(name, memory);
        arguments.put(name, memory);
        return this;
    }

    /** Memory for an argument whose layout is oneDNN's own, for as long as {@code use} lasts. */
    INDArray allocate(int name, LayerWorkspaceMgr memory, ArrayType use) {
        long bytes = layout(name).get_size();
        return memory.createUninitialized(use, DataType.FLOAT, new long[] {(bytes + 3) / 4}, 'c');
    }

    /** A copy of weights {@code [out, in, height, width]}, given row by row, in the order that is wanted here. */
    INDArray arrangeWeights(INDArray weights, LayerWorkspaceMgr memory, ArrayType use) {
        INDArray copy = allocate(DNNL_ARG_WEIGHTS, memory, use);
        OneDnn.reorder(OneDnn.layout(format_tag.oihw, weights.shape()), layout(DNNL_ARG_WEIGHTS))
                .bind(DNNL_ARG_FROM, weights)
                .bind(DNNL_ARG_TO, copy)
                .run();
        return copy;
    }

    /** Runs, and puts the weights' gradient into {@code gradient}, {@code [out, in, height, width]} row by row. */
    void runForWeights(INDArray gradient, LayerWorkspaceMgr memory, ArrayType use) {
        INDArray own = allocate(DNNL_ARG_DIFF_WEIGHTS, memory, use);
        bind(DNNL_ARG_DIFF_WEIGHTS, own).run();
        OneDnn.reorder(layout(DNNL_ARG_DIFF_WEIGHTS), OneDnn.layout(format_tag.oihw, gradient.shape()))
                .bind(DNNL_ARG_FROM, own)
                .bind(DNNL_ARG_TO, gradient)
                .run();
    }

    memory.desc layout(int name) {
        return memories.get(name).get_desc();
    }

    /** @param array null for an argument that is absent here, such as a bias */
    OneDnnPrimitive bind(int name, INDArray array) {
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
