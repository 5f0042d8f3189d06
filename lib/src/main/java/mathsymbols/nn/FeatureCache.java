package mathsymbols.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.ImageSet;
import mathsymbols.data.SplitImages;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The features that a frozen VGG19 gives for every image of a split, computed once and kept on the disk: 98 KiB an image,
 * 1.0 GB for the report's 10,071.
 *
 * <p>The file holds its key, a SHA-256 over weights, pixels and preprocessing, and then the features of the training,
 * validation and test images as float32, in order, appended block by block, and one byte when all are on the disk. How
 * long it is tells how far it is, so a run that was killed goes on at its last block.
 */
public final class FeatureCache {
    private static final String FORMAT = "block5_pool of RGB / 255, float32, version 1";
    private static final int BLOCK = 16;
    private static final int KEY = 64;
    private static final long BYTES = (long) Vgg19.FEATURES * Float.BYTES;

    private final UnaryOperator<INDArray> base;
    private final String key;
    private final Path file;

    private FeatureCache(UnaryOperator<INDArray> base, String key, Path file) {
        this.base = base;
        this.key = key;
        this.file = file;
    }

    /**
     * Opens the features of a split, and computes those that are missing.
     *
     * @param folder where the cache lies; made where missing
     * @param progress told how many images are through VGG19
     * @throws InputException if the disk has too little space or fails
     * @throws CancellationException if the thread is interrupted; what is computed by then is kept
     */
    public static SplitFeatures open(Vgg19 vgg19, SplitImages images, Path folder, Progress progress) {
        return open(vgg19::features, vgg19.sha256(), images, folder, progress);
    }

    static SplitFeatures open(
            UnaryOperator<INDArray> base, String weights, SplitImages images, Path folder, Progress progress) {
        List<ImageSet> sets = List.of(images.train(), images.validation(), images.test());
        String content = String.join("\n", FORMAT, weights, images.key());
        String key = Hashes.sha256(content.getBytes(StandardCharsets.UTF_8));
        String name = String.format(
                Locale.ROOT,
                "features-%d-%d-%d-%s.f32",
                sets.get(0).size(),
                sets.get(1).size(),
                sets.get(2).size(),
                key.substring(0, 8));
        FeatureCache cache = new FeatureCache(base, key, folder.resolve(name));
        try {
            Files.createDirectories(folder);
            cache.complete(sets, progress);
            return cache.map(sets);
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("Interrupted while writing the feature cache");
        } catch (IOException e) {
            throw new InputException(
                    "The feature cache %s cannot be used (%s): check the folder and its disk, and delete the file if it is damaged."
                            .formatted(cache.file, InputException.reason(e)),
                    e);
        }
    }

    private void complete(List<ImageSet> sets, Progress progress) throws IOException {
        int total = sets.stream().mapToInt(ImageSet::size).sum();
        if (isWhole(total)) {
            return; // and may be read-only, as where a class shares it
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int done = resume(channel, total);
            requireSpace(total - done);
            for (ImageSet set : sets) {
                int first = total(sets, set);
                if (done < first + set.size()) {
                    append(channel, set, done - first, first, total, progress);
                    done = first + set.size();
                }
            }
            channel.write(ByteBuffer.allocate(1), end(total));
        }
    }

    /** Whether the file has the mark behind the last image, which is written when all of them are on the disk. */
    private boolean isWhole(int images) throws IOException {
        if (!Files.exists(file) || Files.size(file) != end(images) + 1) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return keyed(channel);
        }
    }

    private boolean keyed(FileChannel channel) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(KEY);
        channel.read(found, 0);
        return key.equals(new String(found.array(), 0, found.position(), StandardCharsets.US_ASCII));
    }

    private static int total(List<ImageSet> sets, ImageSet before) {
        return sets.stream()
                .takeWhile(set -> set != before)
                .mapToInt(ImageSet::size)
                .sum();
    }

    /** How many images the file holds; a block that may be torn, and all of a file that is not this cache, is cut off. */
    private int resume(FileChannel channel, int total) throws IOException {
        if (!keyed(channel)) {
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(key), 0);
        }
        long whole = Math.min(total, (channel.size() - KEY) / BYTES);
        // The block that was being written when the machine stopped may be torn, so a part is not trusted.
        int done = (int) (Math.max(0, whole - BLOCK) / BLOCK * BLOCK);
        channel.truncate(end(done));
        return done;
    }

    /** Where the features of so many images end. */
    private static long end(int images) {
        return KEY + images * BYTES;
    }

    private void requireSpace(int images) throws IOException {
        long usable = Files.getFileStore(file).getUsableSpace();
        if (usable < images * BYTES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The feature cache %s needs %.1f GB more, but its disk has %.1f GB left: make room or use the quick profile.",
                    file,
                    images * BYTES / 1e9,
                    usable / 1e9));
        }
    }

    private void append(FileChannel channel, ImageSet set, int from, int first, int total, Progress progress)
            throws IOException {
        int[] missing = IntStream.range(Math.max(0, from), set.size()).toArray();
        int done = first + Math.max(0, from);
        try (Batches batches = Batches.of(set.subset(missing), BLOCK)) {
            for (Batch batch : batches) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("Interrupted after " + done + " images");
                }
                write(channel, end(done), base.apply(batch.inputs()));
                done += batch.size();
                progress.update("Images through VGG19", done, total);
            }
        }
    }

    private static void write(FileChannel channel, long position, INDArray features) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) (features.length() * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(features.data().asNioFloat());
        features.close();
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
        channel.force(false);
    }

    private SplitFeatures map(List<ImageSet> sets) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new SplitFeatures(map(channel, sets, 0), map(channel, sets, 1), map(channel, sets, 2), key);
        }
    }

    private static Features map(FileChannel channel, List<ImageSet> sets, int set) throws IOException {
        long start = end(total(sets, sets.get(set)));
        return Features.map(channel, start, sets.get(set));
    }
}
