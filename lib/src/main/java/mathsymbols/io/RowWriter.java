package mathsymbols.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Writes the blocks that a {@link RowFile} lacks. A block's rows are written before its entry in the index, so one that a
 * killed program was writing has no entry; where the machine itself stopped, the checksum tells. Blocks may be put by
 * several threads.
 */
public final class RowWriter implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final int PATIENCE_MILLIS = 200;
    /** Behind the end of any file, since Windows lets nobody read the bytes that are locked. */
    private static final long LOCKED_BYTE = 1L << 50;

    private final Path file;
    private final RowLayout layout;
    private final FileChannel channel;
    private int[] missing = {};

    private RowWriter(Path file, RowLayout layout, FileChannel channel) {
        this.file = file;
        this.layout = layout;
        this.channel = channel;
    }

    /** Begins a file or goes on with it, as soon as no other program does. */
    static RowWriter open(Path file, RowLayout layout, Progress progress) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            RowWriter writer = new RowWriter(file, layout, channel);
            try {
                writer.await(progress);
                if (writer.begin()) {
                    return writer;
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            channel.close();
            Files.deleteIfExists(file); // rather than overwritten: another program may have mapped it
        }
    }

    private void await(Progress progress) throws IOException {
        while (!isLocked()) {
            progress.update("Waiting for another program to make " + file.getFileName(), 0, 0);
            try {
                Thread.sleep(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("Interrupted while waiting for " + file);
            }
        }
    }

    /** Takes the lock, which ends with the channel or the program. A disk that knows no locks counts as locked. */
    private boolean isLocked() throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this program has it
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return true;
        }
    }

    /** Gives a new file its head, and any file its length; false if it is a file of something else. */
    private boolean begin() throws IOException {
        if (channel.size() == 0) {
            write(ByteBuffer.wrap(layout.head()), 0);
        } else if (!RowFile.hasHead(channel, layout)) {
            return false;
        }
        channel.truncate(layout.size());
        if (channel.size() < layout.size()) {
            write(ByteBuffer.allocate(1), layout.size() - 1);
        }
        return true;
    }

    /** Has everything made that is missing or damaged. */
    RowFile complete(RowFile.Maker maker) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            RowFile rows = RowFile.map(channel, file, layout);
            missing = rows.missing();
            if (missing.length == 0) {
                return rows;
            }
            DiskSpace.require(
                    file.toAbsolutePath().getParent(),
                    file.getFileName().toString(),
                    (long) missingRows().length * layout.rowBytes());
            maker.make(this);
            channel.force(true);
        }
        throw new IOException("what is written to it does not stay");
    }

    /** The places of all rows that are missing, block by block. */
    public int[] missingRows() {
        return Arrays.stream(missing).flatMap(layout::rowsOf).toArray();
    }

    /** How many blocks they are in. */
    public int missingBlocks() {
        return missing.length;
    }

    /**
     * An empty block to be filled.
     *
     * @param index which of the missing ones, {@code 0 … missingBlocks() - 1}
     */
    public RowBlock block(int index) {
        return new RowBlock(layout, missing[index]);
    }

    /** Writes a filled block. */
    public void put(RowBlock block) throws IOException {
        write(block.bytes(), layout.dataAt(block.number()));
        write(ByteBuffer.allocate(Long.BYTES).putLong(block.entry()).flip(), layout.entryAt(block.number()));
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
    }

    /** Lets others go on with the file. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
