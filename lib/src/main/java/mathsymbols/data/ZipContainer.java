package mathsymbols.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import mathsymbols.io.InputException;
import mathsymbols.io.Printable;

/** A zip archive, read in place and never unpacked. */
final class ZipContainer implements Container {
    /** Drawings of a few colours shrink to a hundredth and less; so much is read within half a minute in any case. */
    private static final long MOST_EXPANDED = 4L << 30;

    /** More than that is believed of an archive whose files hardly shrink, as image files do. */
    private static final long MOST_EXPANSION = 100;

    private static final Map<String, String> OTHER_ARCHIVES = Map.of(
            "Rar!", "a RAR archive",
            "7z\274\257", "a 7-Zip archive",
            "\37\213", "a gzip archive",
            "BZh", "a bzip2 archive",
            "\3757zXZ", "an xz archive");

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;
    private final Listing listing;

    private ZipContainer(ZipFile zip, Map<String, ZipEntry> entries, Listing listing) {
        this.zip = zip;
        this.entries = entries;
        this.listing = listing;
    }

    static ZipContainer open(Path path) {
        try {
            try {
                return open(path, StandardCharsets.UTF_8, List.of());
            } catch (ZipException e) {
                Charset charset = ZipNames.charset(path);
                String remark =
                        "The names in %s are not in UTF-8 and were read as %s: pack it anew if they look wrong.";
                return open(path, charset, List.of(remark.formatted(path, charset)));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    otherArchive(path)
                            .map(kind ->
                                    "%s is %s, which is not read: unpack it and give the folder.".formatted(path, kind))
                            .orElse("%s is not a whole zip archive (%s): fetch it again, or give a folder."
                                    .formatted(path, reason(e))),
                    e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException io ? InputException.reason(io) : e.getMessage();
    }

    private static Optional<String> otherArchive(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            String head = new String(in.readNBytes(ImageFormat.HEAD), StandardCharsets.ISO_8859_1);
            return OTHER_ARCHIVES.entrySet().stream()
                    .filter(archive -> head.startsWith(archive.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static ZipContainer open(Path path, Charset names, List<String> remarks) throws IOException {
        ZipFile zip = new ZipFile(path.toFile(), names);
        try {
            return of(path, zip, remarks);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipContainer of(Path path, ZipFile zip, List<String> remarks) throws IOException {
        List<ZipEntry> all = new ArrayList<>(Collections.list(zip.entries()));
        checkExpansion(path, all);
        // Windows PowerShell's Compress-Archive separates by backslashes alone; elsewhere one may be part of a name.
        boolean backslashes = all.stream().noneMatch(entry -> entry.getName().contains("/"));
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        Map<String, String> failed = new TreeMap<>();
        for (ZipEntry entry : all) {
            String name = backslashes ? entry.getName().replace('\\', '/') : entry.getName();
            name = name.replaceFirst("^(\\./)+", "");
            if (name.startsWith("/")
                    || List.of(entry.getName().split("[/\\\\]")).contains("..")) {
                throw new InputException(
                        "%s holds the entry \"%s\", which points outside of the archive: do not trust it, fetch it again from its source."
                                .formatted(path, Printable.of(entry.getName())));
            }
            if (!name.endsWith("/") && entries.putIfAbsent(name, entry) != null) {
                failed.put(name, "there twice, and the second is passed over");
            }
        }
        return new ZipContainer(zip, entries, new Listing(List.copyOf(entries.keySet()), failed, remarks));
    }

    /** An archive may promise more than can be read within a sensible time; what is too large for an image is not read. */
    private static void checkExpansion(Path path, List<ZipEntry> entries) throws IOException {
        long expanded = 0;
        for (ZipEntry entry : entries) {
            expanded += entry.getSize() > LARGEST_FILE ? 0 : Math.max(0, entry.getSize());
            if (expanded > MOST_EXPANDED && expanded > MOST_EXPANSION * Files.size(path)) {
                throw new InputException(
                        "%s would expand absurdly (at \"%s\"): do not trust it, fetch it again from its source."
                                .formatted(path, Printable.of(entry.getName())));
            }
        }
    }

    @Override
    public Listing list() {
        return listing;
    }

    @Override
    public byte[] read(String file) throws IOException {
        ZipEntry entry = entries.get(file);
        if (entry.getSize() > LARGEST_FILE) {
            throw new IOException("it is larger than 64 MiB");
        }
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
    public byte[] head(String file, int bytes) throws IOException {
        try (InputStream in = zip.getInputStream(entries.get(file))) {
            return in.readNBytes(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
