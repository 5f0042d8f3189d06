package mathsymbols.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a disk has room for what is to come: said beforehand, not after an hour's work. */
final class DiskSpace {
    private DiskSpace() {}

    /**
     * @param folder where it is to be written; exists already
     * @param what is to be written, in words
     * @param bytes how many it takes
     * @throws InputException if the disk has fewer left
     */
    static void require(Path folder, String what, long bytes) throws IOException {
        require(folder, what, bytes, Files.getFileStore(folder).getUsableSpace());
    }

    static void require(Path folder, String what, long bytes, long usable) {
        if (bytes > usable) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The disk of %s has %d MB left, but %s needs %d MB: make room there.",
                    folder,
                    usable / 1_000_000,
                    what,
                    bytes / 1_000_000));
        }
    }
}
