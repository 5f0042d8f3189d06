package mathsymbols.data;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mathsymbols.io.InputException;

/** A folder on the disk. */
record FolderContainer(Path folder) implements Container {
    private static final int DEPTH = 3;

    @Override
    public List<String> files() {
        try (Stream<Path> paths = Files.find(
                folder, DEPTH, (path, attributes) -> attributes.isRegularFile(), FileVisitOption.FOLLOW_LINKS)) {
            return paths.map(this::name).toList();
        } catch (IOException e) {
            throw unlisted(e);
        } catch (UncheckedIOException e) {
            throw unlisted(e.getCause());
        }
    }

    private String name(Path path) {
        return folder.relativize(path).toString().replace(File.separatorChar, '/');
    }

    private InputException unlisted(IOException e) {
        return new InputException(
                "The folder %s cannot be listed (%s): check that you may read it and what lies in it."
                        .formatted(folder, InputException.reason(e)),
                e);
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
