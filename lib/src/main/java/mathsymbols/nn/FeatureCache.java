package mathsymbols.nn;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import mathsymbols.data.ImageSet;
import mathsymbols.data.SplitImages;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Leftovers;
import mathsymbols.io.Progress;
import mathsymbols.io.RowFile;
import mathsymbols.io.RowLayout;
import mathsymbols.io.RowWriter;

/**
 * The features that a frozen base gives for every image of a split, computed once and kept on the disk; VGG19's take
 * 98 KiB an image, 1.0 GB for the report's 10,071.
 *
 * <p>The {@link RowFile} holds the features of the training, validation and test images as little-endian float32. A run
 * that is killed goes on at the block of 16 images that it was computing.
 */
public final class FeatureCache {
    private static final String FORMAT = "features, float32, version 2";

    private final FrozenBase base;
    private final ImageSet images;
    private final Path file;
    private final FeatureMaker maker;
    private final Progress progress;

    private FeatureCache(FrozenBase base, ImageSet images, Path file, FeatureMaker maker, Progress progress) {
        this.base = base;
        this.images = images;
        this.file = file;
        this.maker = maker;
        this.progress = progress;
    }

    /** Opens the features of a split, and computes those that are missing on this machine. */
    public static SplitFeatures open(FrozenBase base, SplitImages images, Path folder, Progress progress) {
        return open(base, images, folder, FeatureMaker.HERE, progress);
    }

    /**
     * Opens the features of a split, and has those computed that are missing.
     *
     * @param base what computes them; is asked for nothing but its shape and key where all are there
     * @param folder where the cache lies; made where missing
     * @param maker computes them
     * @param progress told how many images are through the base
     * @throws InputException if the disk has too little space or fails
     * @throws CancellationException if the thread is interrupted; what is computed by then is kept
     */
    public static SplitFeatures open(
            FrozenBase base, SplitImages images, Path folder, FeatureMaker maker, Progress progress) {
        String content = String.join("\n", FORMAT, base.key(), images.key());
        String key = Hashes.sha256(content.getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve(String.format(
                Locale.ROOT,
                "features-%d-%d-%d-%s.rows",
                images.train().size(),
                images.validation().size(),
                images.test().size(),
                key.substring(0, 8)));
        FeatureCache cache = new FeatureCache(base, images.all(), file, maker, progress);
        try {
            RowLayout layout = new RowLayout(key, base.shape().size() * Float.BYTES, cache.images.size());
            return sets(RowFile.open(file, layout, cache::compute, progress), images, base.shape(), key);
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("Interrupted while writing the feature cache");
        } catch (IOException e) {
            throw new InputException(
                    "The feature cache %s cannot be used (%s): check the folder and its disk."
                            .formatted(file, InputException.reason(e)),
                    e);
        }
    }

    private void compute(RowWriter missing) throws IOException {
        Leftovers.sweep(file.toAbsolutePath().getParent(), name -> name.matches("features-.*\\.f32"));
        maker.make(base, images, missing, progress);
    }

    private static SplitFeatures sets(RowFile rows, SplitImages images, FeatureShape shape, String key) {
        int validation = images.train().size();
        int test = validation + images.validation().size();
        return new SplitFeatures(
                new Features(rows, 0, images.train(), shape),
                new Features(rows, validation, images.validation(), shape),
                new Features(rows, test, images.test(), shape),
                key);
    }
}
