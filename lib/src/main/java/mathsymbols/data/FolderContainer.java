package mathsymbols.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder on the disk. */
record FolderContainer(Path folder) implements Container {
    private static final int DEPTH = 3;

    @Override
    public List<String> files() {
        try (Stream<Path> paths = Files.find(
                folder, DEPTH, (path, attributes) -> attributes.isRegularFile(), FileVisitOption.FOLLOW_LINKS)) {
            return paths.map(this::name).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    "The folder %s cannot be listed (%s): check that you may read it."
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private String name(Path path) {
        return Stream.iterate(folder.relativize(path).iterator(), i -> i)
                .takeWhile(Iterator::hasNext)
                .map(i -> i.next().toString())
                .collect(Collectors.joining("/"));
    }

    @Override
    public byte[] read(String file) throws IOException {
        Path path = folder.resolve(file);
        if (Files.size(path) > LARGEST_FILE) {
            throw new IOException("it is larger than 64 MiB");
        }
        return Files.readAllBytes(path);
    }

    @Override
    public void close() {}
}
