package mathsymbols.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder that one program, and one call in it, works in at a time: two trainings would overwrite each other's files. The
 * system lets go of it when the program ends, however that happens.
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = ".lock";

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
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(channel, folder)) {
            channel.close();
            throw new InputException(
                    folder
                            + " is in use, by ./reproduce or another notebook: wait until that has ended, or name another folder.");
        }
        return new FolderLock(channel);
    }

    /** Takes it, unless another has it; where the disk knows no locks, as some network disks, nobody can tell. */
    private static boolean isFree(FileChannel channel, Path folder) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very program has it
        } catch (IOException e) {
            System.err.println("The disk of " + folder + " has no file locks (" + InputException.reason(e)
                    + "): let only one program work there at a time.");
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
