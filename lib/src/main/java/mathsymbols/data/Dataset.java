package mathsymbols.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;

/**
 * Labelled image files in a zip archive or a folder, laid out {@code <class>/<image>} or {@code dataset/<class>/<image>}
 * as the public archive is. Images are files that end in .jpg, .jpeg, .png or .bmp; everything else and files that begin
 * with a dot are passed over.
 */
public final class Dataset implements Closeable {
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "bmp");
    private static final String TOP = "dataset/";

    private final Path source;
    private final Container container;
    private final Map<ImageRef, String> files;
    private final List<String> classes;
    private final boolean sample;
    private String sha256;

    private Dataset(Path source, Container container) {
        this.source = source;
        this.container = container;
        List<String> all = container.files();
        this.sample = all.contains(Sample.NOTE);
        List<String> images = all.stream().filter(Dataset::isImage).toList();
        String top = images.stream().anyMatch(file -> file.startsWith(TOP) && parts(file).length == 3) ? TOP : "";
        this.files = images.stream()
                .filter(file -> file.startsWith(top) && parts(file.substring(top.length())).length == 2)
                .collect(Collectors.toMap(
                        file -> ref(file.substring(top.length())),
                        file -> file,
                        (first, second) -> first,
                        () -> new TreeMap<>(
                                Comparator.comparing(ImageRef::label).thenComparing(ImageRef::file))));
        this.classes = files.keySet().stream().map(ImageRef::label).distinct().toList();
    }

    /**
     * Opens an archive or a folder and lists its images; nothing is decoded.
     *
     * @throws InputException if there is no such path, the archive is damaged or hostile, or it holds fewer than
     *     two class folders with images
     */
    public static Dataset open(Path source) {
        Container container = Container.open(source);
        Dataset dataset = new Dataset(source, container);
        if (dataset.classes.size() < 2) {
            dataset.close();
            throw new InputException(("%s has no class folders with images: it must hold <class>/<image> or "
                            + "dataset/<class>/<image>, such as add/1.jpg and sub/2.png.")
                    .formatted(source));
        }
        return dataset;
    }

    private static boolean isImage(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && EXTENSIONS.contains(extension) && !file.startsWith("__MACOSX/");
    }

    private static String[] parts(String file) {
        return file.split("/");
    }

    private static ImageRef ref(String file) {
        return new ImageRef(parts(file)[0], parts(file)[1]);
    }

    /** The archive or folder. */
    public Path source() {
        return source;
    }

    /** Whether these are not real images but a {@link Sample}, of which results must say so. */
    public boolean isSample() {
        return sample;
    }

    /** The class names, sorted. */
    public List<String> classes() {
        return classes;
    }

    /** All images by class, then by file name (upper case first). */
    public List<ImageRef> images() {
        return List.copyOf(files.keySet());
    }

    /** The images of one class by file name (upper case first). */
    public List<ImageRef> images(String label) {
        return files.keySet().stream()
                .filter(image -> image.label().equals(label))
                .toList();
    }

    /**
     * The content of one image file. May be called by several threads at once.
     *
     * @throws InputException if it is not there or cannot be read
     */
    public byte[] read(ImageRef image) {
        String file = files.get(image);
        if (file == null) {
            throw new InputException("%s holds no image %s: check the name.".formatted(source, image));
        }
        try {
            return container.read(file);
        } catch (IOException e) {
            throw new InputException(
                    "%s in %s cannot be read (%s): replace it or take it away."
                            .formatted(image, source, InputException.reason(e)),
                    e);
        }
    }

    /**
     * A fingerprint of the content, the same for a folder and an archive of it: SHA-256 over the lines
     * {@code class/file sha256-of-the-file}. The first call reads every image file (about half a second for the report's).
     */
    public synchronized String sha256() {
        if (sha256 == null) {
            String lines = files.keySet().stream()
                    .map(image -> image + " " + fingerprint(image) + "\n")
                    .collect(Collectors.joining());
            sha256 = Hashes.sha256(lines.getBytes(StandardCharsets.UTF_8));
        }
        return sha256;
    }

    private String fingerprint(ImageRef image) {
        try {
            return Hashes.sha256(read(image));
        } catch (InputException e) {
            return "unreadable";
        }
    }

    /** Lets the archive go. Images can no longer be read. */
    @Override
    public void close() {
        try {
            container.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
