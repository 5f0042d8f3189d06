package mathsymbols.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import mathsymbols.data.Examples;

/**
 * VGG19's features of labelled images, {@code [25088]} each, in a memory-mapped file. The operating system keeps what is
 * used in memory, shared between processes and off the heap.
 */
public final class Features implements Examples {
    private static final int BYTES = Vgg19.FEATURES * Float.BYTES;
    /** One mapping holds 2 GiB at most. */
    private static final int PER_MAPPING = Integer.MAX_VALUE / BYTES;

    private final FloatBuffer[] mappings;
    private final Examples images;

    private Features(FloatBuffer[] mappings, Examples images) {
        this.mappings = mappings;
        this.images = images;
    }

    /**
     * Maps the features of {@code images}, which lie in the file from {@code start} on, float32, little-endian.
     *
     * @param start in bytes
     * @throws IOException if the file cannot be mapped, for instance because it is shorter
     */
    public static Features map(FileChannel file, long start, Examples images) throws IOException {
        FloatBuffer[] mappings = new FloatBuffer[(images.size() + PER_MAPPING - 1) / PER_MAPPING];
        for (int i = 0; i < mappings.length; i++) {
            long first = (long) i * PER_MAPPING;
            long length = Math.min(PER_MAPPING, images.size() - first) * BYTES;
            ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, start + first * BYTES, length);
            mappings[i] = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        }
        return new Features(mappings, images);
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }

    @Override
    public long[] shape() {
        return new long[] {Vgg19.FEATURES};
    }

    @Override
    public void read(int index, FloatBuffer target) {
        target.put(mappings[index / PER_MAPPING].slice(index % PER_MAPPING * Vgg19.FEATURES, Vgg19.FEATURES));
    }
}
