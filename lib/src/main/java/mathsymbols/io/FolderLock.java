package mathsymbols.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A folder that one program, and one call in it, works in at a time: two trainings would overwrite each other's files. The
 * system lets go of it when the program ends, however that happens.
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = ".lock";
    private static final Duration POLL = Duration.ofMillis(5);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made where missing, until closed.
     *
     * @throws InputException if another one has it
     * @throws IOException if it cannot be written to
     */
    public static FolderLock of(Path folder) throws IOException {
        FileChannel channel = open(folder);
        try {
            if (!isFree(channel)) {
                channel.close();
                throw inUse(folder);
            }
        } catch (IOException e) {
            System.err.println("The disk of " + folder + " has no file locks (" + InputException.reason(e)
                    + "): let only one program work there at a time.");
        }
        return new FolderLock(channel);
    }

    /**
     * Takes a folder for a moment's work, and waits until another one has done its own. Where the disk has no locks it
     * does without.
     *
     * @throws InputException if another one still has it after so long
     */
    public static FolderLock within(Duration patience, Path folder) throws IOException {
        FileChannel channel = open(folder);
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!isFree(channel)) {
                if (System.nanoTime() >= end) {
                    channel.close();
                    throw inUse(folder);
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        } catch (IOException noLocks) {
            // Moments rarely meet.
        }
        return new FolderLock(channel);
    }

    private static FileChannel open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * Takes it, unless another has it.
     *
     * @throws IOException where the disk knows no locks, as some network disks, so that nobody can tell
     */
    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very program has it
        }
    }

    private static InputException inUse(Path folder) {
        return new InputException(folder
                + " is in use, by ./reproduce or another notebook: wait until that has ended, or name another folder.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
