package mathsymbols.data;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;

/**
 * The images of a split, decoded and resized once and kept on the disk as unsigned bytes: 147 KiB an image, 1.5 GB for
 * the report's 10,071. A byte is off by at most half a level (0.5/255) from the unrounded value.
 *
 * <p>The file holds the pixels of all training, validation and test images, in the split's order, and after them its key
 * and the skipped images as text. Its name tells the split's sizes; a file that another content left under the same name
 * has another key and is replaced.
 */
public final class PixelCache {
    private static final String FORMAT = "math symbols, uint8 [3, 224, 224], version 1";

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
        Path file = folder.resolve(String.format(
                Locale.ROOT,
                "pixels-%d-%d-%d.u8",
                split.train().size(),
                split.validation().size(),
                split.test().size()));
        List<ImageRef> images = Stream.of(split.train(), split.validation(), split.test())
                .flatMap(List::stream)
                .toList();
        String key = key(dataset, split);
        try {
            PixelFooter footer = PixelFooter.read(file, images.size(), key).orElse(null);
            if (footer == null) {
                footer = build(dataset, images, key, file, progress);
            }
            return sets(split, images, footer, MappedPixels.map(file, images.size()));
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("Interrupted while opening the pixel cache");
        } catch (IOException e) {
            throw new InputException(
                    "The pixel cache %s cannot be used (%s): check the folder and its disk, and delete the file if it is damaged."
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

    private static PixelFooter build(Dataset dataset, List<ImageRef> images, String key, Path file, Progress progress)
            throws IOException {
        Files.createDirectories(folderOf(file));
        requireSpace(
                file,
                (long) images.size() * Images.VALUES,
                Files.getFileStore(folderOf(file)).getUsableSpace());
        AtomicReference<PixelFooter> built = new AtomicReference<>();
        AtomicFile.replace(file, path -> {
            try (FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                built.set(new PixelFooter(key, new PixelWriter(dataset, images, channel, progress).write()));
                built.get().write(channel, images.size());
            }
        });
        return built.get();
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().getParent();
    }

    static void requireSpace(Path file, long needed, long usable) {
        if (usable < needed) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The pixel cache %s needs %d MB, but its disk has %d MB left: make room there.",
                    file,
                    needed / 1_000_000,
                    usable / 1_000_000));
        }
    }

    private static SplitImages sets(Split split, List<ImageRef> images, PixelFooter footer, MappedPixels pixels) {
        int validation = split.train().size();
        int test = validation + split.validation().size();
        return new SplitImages(
                set("training", split, images, footer, pixels, 0, validation),
                set("validation", split, images, footer, pixels, validation, test),
                set("test", split, images, footer, pixels, test, images.size()),
                List.copyOf(footer.skipped().values()),
                footer.key());
    }

    private static ImageSet set(
            String name,
            Split split,
            List<ImageRef> images,
            PixelFooter footer,
            MappedPixels pixels,
            int from,
            int to) {
        int[] slots = IntStream.range(from, to)
                .filter(slot -> !footer.skipped().containsKey(slot))
                .toArray();
        if (slots.length == 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "None of the %d %s images can be read, the first because %s",
                    to - from,
                    name,
                    footer.skipped().get(from)));
        }
        return new ImageSet(
                split.classes(), IntStream.of(slots).mapToObj(images::get).toList(), pixels, slots);
    }
}
