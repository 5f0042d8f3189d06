package mathsymbols.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import mathsymbols.io.InputException;

/** A zip archive, read in place and never unpacked. */
final class ZipContainer implements Container {
    /** Image files hardly compress; an archive that promises to grow more than this was made to harm. */
    private static final long MOST_EXPANSION = 100;

    private final ZipFile zip;

    private ZipContainer(ZipFile zip) {
        this.zip = zip;
    }

    static ZipContainer open(Path path) {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (IOException e) {
            throw new InputException(
                    "%s is not a whole zip archive (%s): fetch it again, or give a folder."
                            .formatted(path, InputException.reason(e)),
                    e);
        }
        try {
            check(path, zip);
            return new ZipContainer(zip);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, zip);
            throw e instanceof InputException input
                    ? input
                    : new InputException("%s cannot be read (%s): fetch it again.".formatted(path, e.getMessage()), e);
        }
    }

    private static void check(Path path, ZipFile zip) throws IOException {
        long expanded = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName().replace('\\', '/');
            if (name.startsWith("/") || List.of(name.split("/")).contains("..")) {
                throw new InputException(
                        "%s holds the entry \"%s\", which points outside of the archive: do not trust it, fetch it again from its source."
                                .formatted(path, entry.getName()));
            }
            expanded += Math.max(0, entry.getSize());
            if (entry.getSize() > LARGEST_FILE || expanded > MOST_EXPANSION * Files.size(path)) {
                throw new InputException(
                        "%s would expand absurdly (at \"%s\"): do not trust it, fetch it again from its source."
                                .formatted(path, entry.getName()));
            }
        }
    }

    private static void closeAfter(Exception failure, ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public List<String> files() {
        return zip.stream()
                .filter(e -> !e.isDirectory())
                .map(ZipEntry::getName)
                .distinct()
                .toList();
    }

    @Override
    public byte[] read(String file) throws IOException {
        ZipEntry entry = zip.getEntry(file);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length < entry.getSize() || in.read() >= 0) {
                throw new IOException("its size is not the one that the archive states");
            }
            CRC32 crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() != entry.getCrc()) {
                throw new IOException("its checksum is not the one that the archive states");
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
