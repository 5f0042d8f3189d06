package mathsymbols.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;

/**
 * Fingerprints of large files, kept in one file with each file's path, size and time of change, so that a notebook starts
 * without reading what has not changed.
 */
final class KnownHashes {
    private final Path kept;

    /** @param sha256 of the file's content, or of what it holds */
    record Entry(String path, long size, long changed, String sha256) {
        private static final int CHARACTERS = 64;

        Entry {
            Path.of(path); // which refuses what is none
        }

        boolean isKnown() {
            return sha256.matches("[0-9a-f]{" + CHARACTERS + "}");
        }

        boolean isOf(Entry other) {
            return path.equals(other.path) && size == other.size && changed == other.changed;
        }
    }

    record Entries(List<Entry> files) {
        Entries {
            files = List.copyOf(files);
        }
    }

    private KnownHashes(Path kept) {
        this.kept = kept;
    }

    static KnownHashes of(Home home) {
        return new KnownHashes(home.models().resolve("known-hashes.json"));
    }

    /**
     * The fingerprint that is kept of {@code file}; where there is none, or the file has changed, what {@code sha256} gives.
     *
     * @param sha256 always the same function of this file's content
     */
    String of(Path file, Supplier<String> sha256) {
        Entry now = stamp(file.toAbsolutePath(), "");
        List<Entry> known = read();
        return known.stream()
                .filter(Entry::isKnown)
                .filter(now::isOf)
                .findFirst()
                .map(Entry::sha256)
                .orElseGet(() -> {
                    String found = sha256.get();
                    write(known, new Entry(now.path(), now.size(), now.changed(), found));
                    return found;
                });
    }

    private static Entry stamp(Path file, String sha256) {
        try {
            return new Entry(
                    file.toString(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toMillis(),
                    sha256);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read (" + InputException.reason(e) + "): check the file.", e);
        }
    }

    /** Nothing where the file is missing or damaged: it can be made again at any time. */
    private List<Entry> read() {
        try {
            return Json.read(kept, Entries.class, "a list of fingerprints", "delete it")
                    .files();
        } catch (InputException e) {
            return List.of();
        }
    }

    private void write(List<Entry> known, Entry added) {
        Stream<Entry> others = known.stream()
                .filter(entry -> !entry.path().equals(added.path()) && Files.exists(Path.of(entry.path())));
        try {
            Json.write(kept, new Entries(Stream.concat(others, Stream.of(added)).toList()));
        } catch (IOException e) {
            // A folder that cannot be written to costs the second that hashing takes, each time.
        }
    }
}
