package mathsymbols.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Arrays in files: the number of values (64 bits, big-endian), the values in linear order (float32, little-endian), their
 * CRC-32 (64 bits). Goes through a buffer of one megabyte, whatever the size of the array.
 */
final class ArrayIO {
    private static final int CHUNK = 1 << 18;

    private ArrayIO() {}

    /** Writes all values of an array of float32; null counts as an array without values. */
    static void write(INDArray array, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        long length = array == null ? 0 : array.length();
        data.writeLong(length);
        CRC32 crc = new CRC32();
        ByteBuffer bytes = buffer(length);
        for (long from = 0; from < length; from += CHUNK) {
            float[] values = part(array, from).toFloatVector();
            bytes.asFloatBuffer().put(values);
            data.write(bytes.array(), 0, values.length * Float.BYTES);
            crc.update(bytes.array(), 0, values.length * Float.BYTES);
        }
        data.writeLong(crc.getValue());
        data.flush();
    }

    /**
     * Fills {@code target} with what {@link #write} wrote.
     *
     * @throws IOException if there are more or fewer values, or their checksum is wrong; the target is then undefined
     */
    static void read(InputStream in, INDArray target) throws IOException {
        DataInputStream data = new DataInputStream(in);
        long length = target == null ? 0 : target.length();
        long found = data.readLong();
        if (found != length) {
            throw new IOException(found + " values instead of " + length);
        }
        CRC32 crc = new CRC32();
        ByteBuffer bytes = buffer(length);
        FloatBuffer floats = bytes.asFloatBuffer();
        for (long from = 0; from < length; from += CHUNK) {
            float[] values = new float[(int) Math.min(CHUNK, length - from)];
            data.readFully(bytes.array(), 0, values.length * Float.BYTES);
            crc.update(bytes.array(), 0, values.length * Float.BYTES);
            floats.rewind().get(values);
            try (INDArray copy = Nd4j.createFromArray(values)) {
                part(target, from).assign(copy);
            }
        }
        if (data.readLong() != crc.getValue()) {
            throw new IOException("the checksum is wrong");
        }
    }

    private static ByteBuffer buffer(long values) {
        return ByteBuffer.allocate((int) Math.min(CHUNK, values) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static INDArray part(INDArray array, long from) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("Only float32 is stored, not " + array.dataType() + ".");
        }
        long to = Math.min(from + CHUNK, array.length());
        return array.reshape(array.length()).get(NDArrayIndex.interval(from, to));
    }
}
