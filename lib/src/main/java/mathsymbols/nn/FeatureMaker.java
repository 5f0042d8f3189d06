package mathsymbols.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.ImageSet;
import mathsymbols.io.Progress;
import mathsymbols.io.RowBlock;
import mathsymbols.io.RowLayout;
import mathsymbols.io.RowWriter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes the features that a {@link FeatureCache} lacks: on this machine, or elsewhere. */
@FunctionalInterface
public interface FeatureMaker {
    /** One block after the other, on this machine. */
    FeatureMaker HERE = FeatureMaker::here;

    /**
     * @param images all those of the cache, in its order
     * @param missing to be filled and put, block by block
     * @param progress told how many of all images are through the base
     * @throws CancellationException if the thread is interrupted
     */
    void make(FrozenBase base, ImageSet images, RowWriter missing, Progress progress) throws IOException;

    private static void here(FrozenBase base, ImageSet images, RowWriter missing, Progress progress)
            throws IOException {
        int[] rows = missing.missingRows();
        int done = images.size() - rows.length;
        int block = 0;
        try (Batches batches = Batches.of(images.subset(rows), RowLayout.BLOCK)) {
            for (Batch batch : batches) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("Interrupted after " + done + " images");
                }
                RowBlock features = missing.block(block++);
                features.bytes().put(bytes(base, batch.inputs()));
                missing.put(features);
                done += batch.size();
                progress.update("Images through the base", done, images.size());
            }
        }
    }

    /**
     * The features of some images as the cache keeps them, little-endian float32, row after row.
     *
     * @param images {@code [n, 3, 224, 224]}, RGB in 0 … 1
     */
    static byte[] bytes(FrozenBase base, INDArray images) {
        int values = Math.toIntExact(images.size(0)) * base.shape().size();
        try (INDArray features = base.features(images)) {
            if (features.length() != values) {
                throw new IllegalStateException("The base gives features of the shape "
                        + Arrays.toString(features.shape()) + " instead of [" + images.size(0) + ", "
                        + base.shape().size() + "]");
            }
            try (INDArray rowByRow = features.dup('c')) {
                ByteBuffer bytes = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(rowByRow.data().asNioFloat());
                return bytes.array();
            }
        }
    }
}
