package mathsymbols.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The text behind the pixels of a cache file: the key on the first line, then a line {@code place<tab>reason} for each
 * skipped image.
 *
 * @param key what the pixels were made from
 * @param skipped by its place, why an image could not be read; its pixels are zeros
 */
record PixelFooter(String key, Map<Integer, String> skipped) {
    /** More than any footer has: the reasons take some hundred bytes each. */
    private static final int LONGEST = 100_000_000;

    PixelFooter {
        skipped = new TreeMap<>(skipped);
    }

    /** The footer of a cache file; empty if the file is missing, of another size or made from something else. */
    static Optional<PixelFooter> read(Path file, int images, String key) throws IOException {
        long pixels = (long) images * Images.VALUES;
        if (!Files.isRegularFile(file) || Files.size(file) <= pixels || Files.size(file) - pixels > LONGEST) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) (Files.size(file) - pixels));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(pixels);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        }
        List<String> lines =
                new String(bytes.array(), StandardCharsets.UTF_8).lines().toList();
        if (!lines.get(0).equals(key)) {
            return Optional.empty();
        }
        Map<Integer, String> skipped = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split("\t", 2);
            skipped.put(Integer.valueOf(parts[0]), parts[1]);
        }
        return Optional.of(new PixelFooter(key, skipped));
    }

    /** Writes the footer behind the pixels of so many images. */
    void write(FileChannel file, int images) throws IOException {
        StringBuilder text = new StringBuilder(key).append('\n');
        skipped.forEach((place, reason) -> text.append(place)
                .append('\t')
                .append(reason.replaceAll("\\R", " "))
                .append('\n'));
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        file.position((long) images * Images.VALUES);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
