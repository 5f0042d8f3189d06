package mathsymbols.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import mathsymbols.io.RowFile;

/** Images of unsigned bytes, a row of a file each. May be read by several threads at once. */
record Pixels(RowFile rows) {
    private static final float[] FLOATS = new float[256];

    static {
        for (int i = 0; i < FLOATS.length; i++) {
            FLOATS[i] = i / 255f;
        }
    }

    /** One image, planar {@code [3, 224, 224]}. */
    byte[] bytes(int image) {
        byte[] pixels = new byte[Images.VALUES];
        rows.row(image).get(pixels);
        return pixels;
    }

    /** Puts an image's values, scaled to 0 … 1. */
    void read(int image, FloatBuffer target) {
        ByteBuffer row = rows.row(image);
        for (int i = 0; i < Images.VALUES; i++) {
            target.put(FLOATS[row.get(i) & 255]);
        }
    }
}
