package mathsymbols.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files that no run can use any more; together they may take more room than what is in use. */
public final class Leftovers {
    private Leftovers() {}

    /** Deletes the files of a folder whose names are such. One that belongs to somebody else may stay. */
    public static void sweep(Path folder, Predicate<String> name) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> name.test(file.getFileName().toString()))) {
            for (Path file : files) {
                deleteIfPossible(file);
            }
        }
    }

    private static void deleteIfPossible(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            // It takes room, and that is all.
        }
    }

    /** Deletes a folder with all that is in it; does nothing if there is none. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
