package mathsymbols.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays in files: the number of values (64 bits, big-endian), the values (float32, little-endian), their CRC-32 (64
 * bits). Goes through a buffer of one megabyte, whatever the size of the array.
 */
final class ArrayIO {
    private static final int CHUNK = 1 << 18;

    private ArrayIO() {}

    /** Writes all values of a contiguous array of float32; null counts as an array without values. */
    static void write(INDArray array, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        FloatBuffer values = values(array);
        data.writeLong(values.remaining());
        CRC32 crc = new CRC32();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            int length = Math.min(CHUNK, values.remaining());
            chunk.asFloatBuffer().put(values.slice().limit(length));
            values.position(values.position() + length);
            data.write(chunk.array(), 0, length * Float.BYTES);
            crc.update(chunk.array(), 0, length * Float.BYTES);
        }
        Reference.reachabilityFence(array); // the buffer knows only an address
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
        FloatBuffer values = values(target);
        long found = data.readLong();
        if (found != values.remaining()) {
            throw new IOException(found + " values instead of " + values.remaining());
        }
        CRC32 crc = new CRC32();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            int length = Math.min(CHUNK, values.remaining());
            data.readFully(chunk.array(), 0, length * Float.BYTES);
            crc.update(chunk.array(), 0, length * Float.BYTES);
            values.put(chunk.asFloatBuffer().limit(length));
        }
        if (data.readLong() != crc.getValue()) {
            throw new IOException("the checksum is wrong");
        }
        if (target != null) {
            Nd4j.getAffinityManager().tagLocation(target, Location.HOST);
        }
    }

    /** The array's own memory on the host, to which a GPU first copies what it has changed. */
    private static FloatBuffer values(INDArray array) {
        if (array == null) {
            return FloatBuffer.allocate(0);
        }
        if (array.dataType() != DataType.FLOAT || array.data().length() != array.length()) {
            throw new IllegalArgumentException(
                    "Only whole arrays of float32 are stored, not " + array.shapeInfoToString());
        }
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        return array.data().asNioFloat();
    }
}
