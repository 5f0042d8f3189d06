package mathsymbols.data;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mathsymbols.io.InputException;

/** A folder on the disk. Links are followed; what cannot be followed or opened is noted, and the rest is listed. */
record FolderContainer(Path folder) implements Container {
    private static final int DEPTH = 3;

    @Override
    public Listing list() {
        List<String> files = new ArrayList<>();
        Map<String, String> failed = new TreeMap<>();
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new SimpleFileVisitor<Path>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    if (path.equals(folder)
                            || !SystemFiles.isOne(path.getFileName().toString())) {
                        return FileVisitResult.CONTINUE;
                    }
                    failed.put(name(path), SystemFiles.REASON);
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.add(name(path));
                    } else if (attributes.isSymbolicLink()) {
                        failed.put(name(path), "a link to nowhere");
                    } else if (attributes.isOther()) {
                        failed.put(name(path), "neither a file nor a folder");
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                    if (path.equals(folder)) {
                        throw e;
                    }
                    failed.put(name(path), reason(e));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path path, IOException e) {
                    if (e != null) {
                        failed.put(name(path), reason(e));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new InputException(
                    "The folder %s cannot be listed (%s): check that you may read it."
                            .formatted(folder, InputException.reason(e)),
                    e);
        }
        return new Listing(files, failed, List.of());
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemLoopException ? "a link to a folder it lies in" : InputException.reason(e);
    }

    private String name(Path path) {
        return folder.relativize(path).toString().replace(File.separatorChar, '/');
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
    public byte[] head(String file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(file))) {
            return in.readNBytes(bytes);
        }
    }

    @Override
    public void close() {}
}
