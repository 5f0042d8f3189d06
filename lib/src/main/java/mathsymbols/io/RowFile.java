package mathsymbols.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * A file of equally long rows that took long to make: decoded images, a network's features. It is made once, block by
 * block, and then mapped into memory: the operating system keeps what is used, shared between processes and off the
 * heap. Each block has a checksum, which is compared when the block is first read.
 *
 * <p>A run that is killed leaves the blocks it has written, and the next one makes only the others. Two programs that
 * want the same file take turns; on a disk without file locks both make it, and since a block counts only if its
 * checksum is right, nothing false comes of that. May be read by several threads.
 */
public final class RowFile {
    private final Path file;
    private final RowLayout layout;
    private final long[] entries;
    /** Whole blocks; one mapping holds 2 GiB at most. */
    private final ByteBuffer[] mappings;

    private final int blocksPerMapping;
    /** Two threads may compare the same block's checksum; that costs a moment and does no harm. */
    private final boolean[] compared;

    private RowFile(Path file, RowLayout layout, long[] entries, ByteBuffer[] mappings, int blocksPerMapping) {
        this.file = file;
        this.layout = layout;
        this.entries = entries;
        this.mappings = mappings;
        this.blocksPerMapping = blocksPerMapping;
        this.compared = new boolean[layout.blocks()];
    }

    /** Makes the blocks that a file lacks. */
    @FunctionalInterface
    public interface Maker {
        /** @param missing to be {@linkplain RowWriter#block filled} and {@linkplain RowWriter#put put}, all of them */
        void make(RowWriter missing) throws IOException;
    }

    /**
     * Opens a file, and makes first what it lacks. A whole file may be read-only, as where a class shares it.
     *
     * @param maker is called only if something is missing
     * @param progress told if another program is at work on the file
     * @throws InputException if the disk has too little space
     * @throws IOException if the file cannot be read or written
     * @throws CancellationException if the thread is interrupted; what is made by then is kept
     */
    public static RowFile open(Path file, RowLayout layout, Maker maker, Progress progress) throws IOException {
        Optional<RowFile> whole = whole(file, layout);
        if (whole.isPresent()) {
            return whole.get();
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (RowWriter writer = RowWriter.open(file, layout, progress)) {
            return writer.complete(maker);
        }
    }

    /**
     * Opens a file that another program made, such as a copy on another machine.
     *
     * @throws IOException if it is not whole, not of this layout, or cannot be read
     */
    public static RowFile open(Path file, RowLayout layout) throws IOException {
        return whole(file, layout).orElseThrow(() -> new IOException(file + " is not whole, or holds other rows"));
    }

    /** Where the rows are. */
    public Path file() {
        return file;
    }

    /** How they lie there. */
    public RowLayout layout() {
        return layout;
    }

    private static Optional<RowFile> whole(Path file, RowLayout layout) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != layout.size()) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return hasHead(channel, layout)
                    ? Optional.of(map(channel, file, layout)).filter(RowFile::isWritten)
                    : Optional.empty();
        }
    }

    static boolean hasHead(FileChannel channel, RowLayout layout) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(layout.head().length);
        readFully(channel, found, 0);
        return Arrays.equals(found.array(), layout.head());
    }

    static RowFile map(FileChannel channel, Path file, RowLayout layout) throws IOException {
        return map(channel, file, layout, Integer.MAX_VALUE / (RowLayout.BLOCK * layout.rowBytes()));
    }

    /** @param channel of a file that has its full length */
    static RowFile map(FileChannel channel, Path file, RowLayout layout, int blocksPerMapping) throws IOException {
        ByteBuffer index = layout.emptyIndex();
        readFully(channel, index, layout.entryAt(0));
        long[] entries = new long[layout.blocks()];
        index.flip().asLongBuffer().get(entries);
        ByteBuffer[] mappings = new ByteBuffer[(layout.blocks() + blocksPerMapping - 1) / blocksPerMapping];
        for (int i = 0; i < mappings.length; i++) {
            long begin = layout.dataAt(i * blocksPerMapping);
            long end = Math.min(layout.size(), layout.dataAt((i + 1) * blocksPerMapping));
            mappings[i] = channel.map(FileChannel.MapMode.READ_ONLY, begin, end - begin);
        }
        return new RowFile(file, layout, entries, mappings, blocksPerMapping);
    }

    private static void readFully(FileChannel channel, ByteBuffer target, long position) throws IOException {
        while (target.hasRemaining() && channel.read(target, position + target.position()) >= 0) {}
        target.position(target.limit());
    }

    private boolean isWritten() {
        return Arrays.stream(entries).allMatch(RowBlock::isWritten);
    }

    /** The blocks that are not there, or damaged. */
    int[] missing() {
        return IntStream.range(0, layout.blocks())
                .parallel()
                .filter(block -> !RowBlock.isSound(entries[block], block, bytes(block)))
                .toArray();
    }

    /**
     * One row's bytes, to be read only.
     *
     * @throws InputException if they are damaged; the next {@link #open} makes them anew
     */
    public ByteBuffer row(int row) {
        int block = row / RowLayout.BLOCK;
        if (!compared[block]) {
            if (!RowBlock.isSound(entries[block], block, bytes(block))) {
                throw damaged(block);
            }
            compared[block] = true;
        }
        return bytes(block).slice(row % RowLayout.BLOCK * layout.rowBytes(), layout.rowBytes());
    }

    /** By their places, the rows that could not be made, and why. */
    public Map<Integer, String> failed() {
        Map<Integer, String> failed = new TreeMap<>();
        for (int row = 0; row < layout.rows(); row++) {
            if (RowBlock.isFailed(entries[row / RowLayout.BLOCK], row)) {
                String words = StandardCharsets.UTF_8.decode(row(row)).toString();
                failed.put(row, words.substring(0, words.indexOf(0) < 0 ? words.length() : words.indexOf(0)));
            }
        }
        return failed;
    }

    private ByteBuffer bytes(int block) {
        int begin = block % blocksPerMapping * RowLayout.BLOCK * layout.rowBytes();
        return mappings[block / blocksPerMapping].slice(begin, layout.bytesOf(block));
    }

    private InputException damaged(int block) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES), layout.entryAt(block));
            return new InputException(
                    file + " is damaged in block " + block + ": run again, and that block is made anew.");
        } catch (IOException e) {
            return new InputException(
                    file + " is damaged in block " + block + " and cannot be written to (" + InputException.reason(e)
                            + "): put a sound copy in its place, or use a folder of your own.",
                    e);
        }
    }
}
