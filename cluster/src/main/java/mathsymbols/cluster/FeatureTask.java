package mathsymbols.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.io.RowLayout;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.nn.FeatureMaker;
import mathsymbols.nn.Vgg19;
import mathsymbols.train.Weights;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Computes the features of some rows in an executor: little-endian float32, row after row. */
record FeatureTask(Broadcast<FeatureTask.Shared> shared) implements Function<int[], byte[]> {

    /** What all tasks of an executor share: the images, and the base, which is built once. */
    static final class Shared implements Serializable {
        private static final long serialVersionUID = 1L;

        private final SharedImages images;
        private final SharedFile weights;
        private final String sha256;
        private transient Vgg19 base;

        /** @param sha256 what the base says of its weights' origin */
        Shared(SharedImages images, SharedFile weights, String sha256) {
            this.images = images;
            this.weights = weights;
            this.sha256 = sha256;
        }

        /** The features of some rows; a base computes for one task at a time. */
        private synchronized byte[] features(int[] rows) throws IOException {
            if (base == null) {
                Vgg19 blank = Vgg19.blank(sha256);
                Weights.load(blank.network(), weights.local());
                base = blank;
            }
            ByteBuffer features = ByteBuffer.allocate(rows.length * base.shape().size() * Float.BYTES);
            // By the blocks of one machine: the same sums in the same order.
            try (Batches batches = Batches.of(images.open().get(0).subset(rows), RowLayout.BLOCK)) {
                for (Batch batch : batches) {
                    features.put(FeatureMaker.bytes(base, batch.inputs()));
                }
            }
            return features.array();
        }
    }

    @Override
    public byte[] call(int[] rows) throws IOException {
        NativeLibrary.select();
        return shared.value().features(rows);
    }
}
