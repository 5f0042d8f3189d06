package mathsymbols.data;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Leftovers;
import mathsymbols.io.Progress;
import mathsymbols.io.RowFile;
import mathsymbols.io.RowLayout;

/**
 * The images of a split, decoded and resized once and kept on the disk as unsigned bytes: 147 KiB an image, 1.5 GB for
 * the report's 10,071. A byte is off by at most half a level (0.5/255) from the unrounded value.
 *
 * <p>The {@link RowFile} holds the pixels of all training, validation and test images, in the split's order. Its name tells
 * the split's sizes and the beginning of its key. One of other content stays: another program may be at work on it.
 */
public final class PixelCache {
    private static final String FORMAT = "math symbols, uint8 [3, 224, 224], version 2";

    private PixelCache() {}

    /**
     * Opens the cache of a split, and builds it first, on all cores, where it is missing or fits another content.
     *
     * @param folder where the cache lies; made where missing
     * @param progress told how many images are decoded
     * @throws InputException if the disk has too little space or fails, or if a list of the split has no readable image;
     *     single unreadable images are skipped and named in {@link SplitImages#skipped()}
     * @throws CancellationException if the thread is interrupted; a cache that was there before is kept
     */
    public static SplitImages open(Dataset dataset, Split split, Path folder, Progress progress) {
        List<ImageRef> images = Stream.of(split.train(), split.validation(), split.test())
                .flatMap(List::stream)
                .toList();
        String key = key(dataset, split);
        Path file = folder.resolve(String.format(
                Locale.ROOT,
                "pixels-%d-%d-%d-%s.rows",
                split.train().size(),
                split.validation().size(),
                split.test().size(),
                key.substring(0, 8)));
        RowFile.Maker maker = missing -> {
            Leftovers.sweep(folder, name -> name.matches("\\.?pixels-.*\\.(u8|part)")); // of earlier versions
            new PixelWriter(dataset, images, progress).make(missing);
        };
        try {
            return sets(
                    split,
                    images,
                    RowFile.open(file, new RowLayout(key, Images.VALUES, images.size()), maker, progress),
                    key);
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("Interrupted while opening the pixel cache");
        } catch (IOException e) {
            throw new InputException(
                    "The pixel cache %s cannot be used (%s): check the folder and its disk."
                            .formatted(file, InputException.reason(e)),
                    e);
        }
    }

    private static String key(Dataset dataset, Split split) {
        String content = String.join(
                "\n",
                FORMAT,
                dataset.sha256(),
                String.join(" ", split.classes()),
                Split.sha256(split.train()),
                Split.sha256(split.validation()),
                Split.sha256(split.test()));
        return Hashes.sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    private static SplitImages sets(Split split, List<ImageRef> images, RowFile rows, String key) {
        Map<Integer, String> skipped = rows.failed();
        Pixels pixels = new Pixels(rows);
        int validation = split.train().size();
        int test = validation + split.validation().size();
        return new SplitImages(
                set("training", split, images, skipped, pixels, 0, validation),
                set("validation", split, images, skipped, pixels, validation, test),
                set("test", split, images, skipped, pixels, test, images.size()),
                List.copyOf(skipped.values()),
                key);
    }

    private static ImageSet set(
            String name,
            Split split,
            List<ImageRef> images,
            Map<Integer, String> skipped,
            Pixels pixels,
            int from,
            int to) {
        int[] slots = IntStream.range(from, to)
                .filter(slot -> !skipped.containsKey(slot))
                .toArray();
        if (slots.length == 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "None of the %d %s images can be read, the first because %s",
                    to - from,
                    name,
                    skipped.get(from)));
        }
        return new ImageSet(
                split.classes(), IntStream.of(slots).mapToObj(images::get).toList(), pixels, slots);
    }
}
