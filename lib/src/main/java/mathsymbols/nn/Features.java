package mathsymbols.nn;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import mathsymbols.data.DerivedExamples;
import mathsymbols.data.Examples;
import mathsymbols.io.RowFile;

/** A frozen base's features of labelled images, {@code [height * width * channels]} each, in a memory-mapped file. */
public final class Features implements DerivedExamples {
    private final RowFile rows;
    private final int first;
    private final Examples images;
    private final FeatureShape map;

    /**
     * @param rows each the little-endian float32 features of one image
     * @param first the row of the first image
     * @param images whose features they are
     * @param map what a row holds
     */
    public Features(RowFile rows, int first, Examples images, FeatureShape map) {
        this.rows = rows;
        this.first = first;
        this.images = images;
        this.map = map;
    }

    @Override
    public Examples original() {
        return images;
    }

    @Override
    public long[] shape() {
        return new long[] {map.size()};
    }

    /** What the features of one image are a map of. */
    public FeatureShape map() {
        return map;
    }

    @Override
    public void read(int index, FloatBuffer target) {
        target.put(rows.row(first + index).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    }
}
