package mathsymbols.nn;

import java.nio.FloatBuffer;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.DerivedExamples;
import mathsymbols.data.Examples;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a base makes of images, kept in memory: for some images that are asked about once, where {@link FeatureCache} is for
 * those that come again and again. Takes 100 KB an image with VGG19.
 */
public final class LiveFeatures implements DerivedExamples {
    /** Several at once take half the time of as many one by one; more than this, no less. */
    private static final int AT_ONCE = 16;

    private final FrozenBase base;
    private final Examples images;
    private final float[][] features;

    private LiveFeatures(FrozenBase base, Examples images, float[][] features) {
        this.base = base;
        this.images = images;
        this.features = features;
    }

    /** Sends all images through the base, in their order. */
    public static LiveFeatures of(FrozenBase base, Examples images) {
        float[][] features = new float[images.size()][];
        int done = 0;
        try (Batches batches = Batches.of(images, AT_ONCE)) {
            for (Batch batch : batches) {
                try (INDArray rows = base.features(batch.inputs())) {
                    for (float[] row : rows.toFloatMatrix()) {
                        features[done++] = row;
                    }
                }
            }
        }
        return new LiveFeatures(base, images, features);
    }

    @Override
    public Examples original() {
        return images;
    }

    @Override
    public long[] shape() {
        return new long[] {base.shape().size()};
    }

    @Override
    public void read(int index, FloatBuffer target) {
        target.put(features[index]);
    }
}
