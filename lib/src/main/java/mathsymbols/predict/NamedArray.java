package mathsymbols.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One parameter array of a network, which a file holds as little-endian float32 values, the last dimension varying
 * fastest.
 *
 * @param name such as {@code "block1_conv1.weights"}
 * @param array the network's own, so that {@link #set} changes the network; convolutions {@code [out, in, height, width]},
 *     the softmax layer {@code [in, out]}, biases {@code [1, out]}
 */
record NamedArray(String name, INDArray array) {
    List<Long> shape() {
        return Arrays.stream(array.shape()).boxed().toList();
    }

    boolean isDescribedBy(Manifest.Array description) {
        return description != null && name.equals(description.name()) && shape().equals(description.shape());
    }

    /** How many bytes the values take. */
    int byteCount() {
        return Math.toIntExact(Float.BYTES * array.length());
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(byteCount()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(array.dup('c').data().asFloat());
        return bytes.array();
    }

    /**
     * @param bytes as many as {@link #byteCount}
     * @return false, and the network is as it was, if a value is infinite or not a number
     */
    boolean set(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        try (INDArray read = Nd4j.create(values, array.shape(), 'c')) {
            array.assign(read);
        }
        return true;
    }
}
