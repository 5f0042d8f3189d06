package mathsymbols.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Images of unsigned bytes in a memory-mapped file, one after the other from its beginning. The operating system keeps
 * what is used in memory, shared between processes and off the heap. One mapping holds 2 GiB at most, so a large file
 * has several. May be read by several threads at once.
 */
final class MappedPixels {
    private static final float[] FLOATS = new float[256];

    static {
        for (int i = 0; i < FLOATS.length; i++) {
            FLOATS[i] = i / 255f;
        }
    }

    private final ByteBuffer[] mappings;
    private final int perMapping;

    private MappedPixels(ByteBuffer[] mappings, int perMapping) {
        this.mappings = mappings;
        this.perMapping = perMapping;
    }

    static MappedPixels map(Path file, int images) throws IOException {
        return map(file, images, Integer.MAX_VALUE / Images.VALUES);
    }

    static MappedPixels map(Path file, int images, int perMapping) throws IOException {
        ByteBuffer[] mappings = new ByteBuffer[(images + perMapping - 1) / perMapping];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int i = 0; i < mappings.length; i++) {
                long first = (long) i * perMapping;
                long length = Math.min(perMapping, images - first) * Images.VALUES;
                mappings[i] = channel.map(FileChannel.MapMode.READ_ONLY, first * Images.VALUES, length);
            }
        }
        return new MappedPixels(mappings, perMapping);
    }

    byte[] bytes(int image) {
        byte[] pixels = new byte[Images.VALUES];
        mappings[image / perMapping].get(offset(image), pixels);
        return pixels;
    }

    /** Puts an image's values, scaled to 0 … 1. */
    void read(int image, FloatBuffer target) {
        ByteBuffer mapping = mappings[image / perMapping];
        int begin = offset(image);
        for (int i = begin; i < begin + Images.VALUES; i++) {
            target.put(FLOATS[mapping.get(i) & 255]);
        }
    }

    private int offset(int image) {
        return image % perMapping * Images.VALUES;
    }
}
