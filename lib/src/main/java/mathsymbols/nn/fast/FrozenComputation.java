package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A prepared computation that reads images in one layout of memory and writes them in another. */
interface FrozenComputation {
    memory.desc source();

    memory.desc result();

    /** The memory that {@link #run} wants for itself meanwhile. */
    long scratchBytes();

    /** @param scratch at least {@link #scratchBytes} */
    void run(INDArray from, INDArray to, INDArray scratch);

    /** @param primitive from {@code SRC} to {@code DST}; everything else is bound for good */
    static FrozenComputation of(OneDnnPrimitive primitive) {
        return new FrozenComputation() {
            @Override
            public memory.desc source() {
                return primitive.layout(DNNL_ARG_SRC);
            }

            @Override
            public memory.desc result() {
                return primitive.layout(DNNL_ARG_DST);
            }

            @Override
            public long scratchBytes() {
                return primitive.bytes(DNNL_ARG_SCRATCHPAD);
            }

            @Override
            public void run(INDArray from, INDArray to, INDArray scratch) {
                primitive.bind(DNNL_ARG_SRC, from).bind(DNNL_ARG_DST, to).run(scratch);
            }
        };
    }
}
