package mathsymbols.nn.fast;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory behind arrays, for copies of whole stretches. A buffer knows only an address; this keeps ND4J from freeing what
 * lies there until {@link #close}.
 */
final class NativeFloats implements AutoCloseable {
    /** Floats that one buffer can hold: its bytes are counted by an int. */
    static final int MOST = Integer.MAX_VALUE / Float.BYTES;

    private final List<INDArray> arrays = new ArrayList<>();

    /**
     * @param array dense, in whatever order its axes lie, of {@link #MOST} floats at most
     * @return is not to be used after {@link #close}
     */
    FloatBuffer of(INDArray array) {
        if (array.length() > MOST) {
            throw new IllegalArgumentException(
                    "An array of " + array.length() + " floats is too long for a buffer: " + MOST + " are the most.");
        }
        arrays.add(array);
        return new FloatPointer(array.data().addressPointer())
                .capacity(array.length())
                .asBuffer();
    }

    @Override
    public void close() {
        Reference.reachabilityFence(arrays);
    }
}
