package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.*;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A prepared computation. Arrays are bound to its arguments, {@code DNNL_ARG_…}, before every run. */
final class OneDnnPrimitive {
    private final primitive primitive;
    private final Map<Integer, memory> memories = new HashMap<>();
    private final IntMemoryMap arguments = new IntMemoryMap();
    /** oneDNN knows only addresses; this keeps ND4J from freeing what lies there until the run is over. */
    private final List<INDArray> bound = new ArrayList<>();

    private OneDnnPrimitive weightsReorder;

    OneDnnPrimitive(primitive primitive, primitive_desc_base description) {
        this.primitive = primitive;
        argument(DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
    }

    OneDnnPrimitive argument(int name, memory.desc layout) {
        memory memory = new memory(layout, OneDnn.processor(), null);
        memories.put(name, memory);
        arguments.put(name, memory);
        return this;
    }

    /** Memory for an argument whose layout is oneDNN's own, for as long as {@code use} lasts. */
    INDArray allocate(int name, LayerWorkspaceMgr memory, ArrayType use) {
        return memory.createUninitialized(use, DataType.FLOAT, new long[] {bytes(name) / Float.BYTES + 1}, 'c');
    }

    long bytes(int name) {
        return layout(name).get_size();
    }

    /** A copy of weights {@code [out, in, height, width]}, given row by row, in the order that is wanted here. */
    INDArray arrangeWeights(INDArray weights, LayerWorkspaceMgr memory, ArrayType use) {
        INDArray copy = allocate(DNNL_ARG_WEIGHTS, memory, use);
        if (weightsReorder == null) {
            weightsReorder = OneDnn.reorder(OneDnn.layout(format_tag.oihw, weights.shape()), layout(DNNL_ARG_WEIGHTS));
        }
        weightsReorder.bind(DNNL_ARG_FROM, weights).bind(DNNL_ARG_TO, copy).run(memory, use);
        return copy;
    }

    /** Runs, and puts the weights' gradient into {@code gradient}, {@code [out, in, height, width]} row by row. */
    void runForWeights(INDArray gradient, LayerWorkspaceMgr memory, ArrayType use) {
        INDArray own = allocate(DNNL_ARG_DIFF_WEIGHTS, memory, use);
        bind(DNNL_ARG_DIFF_WEIGHTS, own).run(memory, use);
        if (weightsReorder == null) {
            weightsReorder =
                    OneDnn.reorder(layout(DNNL_ARG_DIFF_WEIGHTS), OneDnn.layout(format_tag.oihw, gradient.shape()));
        }
        weightsReorder.bind(DNNL_ARG_FROM, own).bind(DNNL_ARG_TO, gradient).run(memory, use);
    }

    memory.desc layout(int name) {
        return memories.get(name).get_desc();
    }

    /** Binds an array until the end of the next run; one that stays bound for more runs its owner must keep. */
    OneDnnPrimitive bind(int name, INDArray array) {
        memories.get(name).set_data_handle(array.data().addressPointer());
        bound.add(array);
        return this;
    }

    /** Binds the part of an array that begins at its float number {@code first}. */
    OneDnnPrimitive bind(int name, INDArray array, long first) {
        memories.get(name).set_data_handle(new FloatPointer(array.data().addressPointer()).getPointer(first));
        bound.add(array);
        return this;
    }

    /** Binds an array if there is one; a bias, for example, may be absent. */
    OneDnnPrimitive bind(int name, Optional<INDArray> array) {
        array.ifPresent(present -> bind(name, present));
        return this;
    }

    /** Runs with memory of this kind for what is needed only meanwhile. */
    void run(LayerWorkspaceMgr memory, ArrayType use) {
        run(allocate(DNNL_ARG_SCRATCHPAD, memory, use));
    }

    /**
     * Runs. (Left to itself oneDNN would keep intermediate values in memory of the thread that prepared the computation;
     * but a notebook prepares a network in one cell and trains it in the next, on another thread.)
     *
     * @param scratchpad at least as large as {@link #bytes} of {@code SCRATCHPAD}
     */
    void run(INDArray scratchpad) {
        bind(DNNL_ARG_SCRATCHPAD, scratchpad).run();
    }

    /** Runs with what is bound, memory for what is needed only meanwhile included. */
    void run() {
        try {
            primitive.execute(OneDnn.stream(), arguments);
            OneDnn.stream()._wait();
            Reference.reachabilityFence(bound);
        } finally {
            bound.clear();
        }
    }
}
