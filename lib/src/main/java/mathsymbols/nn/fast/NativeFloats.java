package mathsymbols.nn.fast;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory behind an array, for copies of whole stretches. */
final class NativeFloats {
    private NativeFloats() {}

    /** @param array dense, in whatever order its axes lie; must outlive the buffer */
    static FloatBuffer of(INDArray array) {
        return new FloatPointer(array.data().addressPointer())
                .capacity(array.length())
                .asBuffer();
    }
}
