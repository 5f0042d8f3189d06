package mathsymbols.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes files so that a reader, or a run that follows a crash, meets the old content or the new one and never half of
 * it: the content goes to a temporary file beside the target, is forced to the disk, and is then renamed over it. An
 * interrupt of the thread does not disturb it and stays set: unlike {@link java.nio.channels.FileChannel}, the plain file
 * streams used here are not closed by one.
 */
public final class AtomicFile {
    private static final String SUFFIX = ".part";
    private static final Duration ABANDONED = Duration.ofHours(6);

    private AtomicFile() {}

    /** What fills the file; it may fail as input and output do. */
    @FunctionalInterface
    public interface Body<T> {
        void accept(T destination) throws IOException;
    }

    /**
     * Replaces {@code target}, whose folders are made where missing, by what {@code body} writes to a buffered stream.
     *
     * @throws IOException if the body or the disk fails; the target is then as it was
     */
    public static void write(Path target, Body<OutputStream> body) throws IOException {
        replace(target, temporary -> {
            try (OutputStream out = new BufferedOutputStream(new FileOutputStream(temporary.toFile()))) {
                body.accept(out);
            }
        });
    }

    /**
     * Replaces {@code target}, whose folders are made where missing, by the file that {@code body} writes at the
     * temporary path it is given.
     *
     * @throws IOException if the body or the disk fails; the target is then as it was
     */
    public static void replace(Path target, Body<Path> body) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        String prefix = "." + target.getFileName() + ".";
        sweep(folder, prefix);
        Path temporary = folder.resolve(prefix + UUID.randomUUID() + SUFFIX);
        try {
            body.accept(temporary);
            if (Files.notExists(temporary)) { // opened for writing it would be there again, and empty
                throw new NoSuchFileException(temporary.toString(), null, "it was deleted before it was whole");
            }
            try (RandomAccessFile file = new RandomAccessFile(temporary.toFile(), "rw")) {
                file.getFD().sync();
            }
            rename(temporary, target);
        } catch (IOException e) {
            throw named(target, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The exception of a full disk does not say which file; others have kinds, by which callers know them. */
    private static IOException named(Path target, IOException e) {
        if (e.getClass() != IOException.class) {
            return e;
        }
        FileSystemException named = new FileSystemException(target.toString(), null, e.getMessage());
        named.initCause(e);
        return named;
    }

    /** Deletes what runs that were killed have left; one that is alive touches its file more often than that. */
    private static void sweep(Path folder, String prefix) throws IOException {
        long old = Instant.now().minus(ABANDONED).toEpochMilli();
        DirectoryStream.Filter<Path> abandoned = path -> {
            String name = path.getFileName().toString();
            return name.startsWith(prefix)
                    && name.endsWith(SUFFIX)
                    && path.toFile().lastModified() < old;
        };
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, abandoned)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void rename(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
