package mathsymbols.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Printable;

/**
 * Labelled image files in a zip archive or a folder, laid out {@code <class>/<image>} or {@code dataset/<class>/<image>}
 * as the public archive is. A file is an image by its ending, or else by its first bytes; hidden files and folders and the
 * system's own are passed over. What is passed over is counted and named in {@link #leftOut()}.
 */
public final class Dataset implements Closeable {
    private static final String TOP = "dataset/";

    private final Path source;
    private final Container container;
    private final Map<ImageRef, String> files =
            new TreeMap<>(Comparator.comparing(ImageRef::label).thenComparing(ImageRef::file));
    private final List<String> classes;
    private final boolean sample;
    private final List<String> leftOut;
    private String sha256;

    private Dataset(Path source, Container container) {
        this.source = source;
        this.container = container;
        Container.Listing listing = container.list();
        LeftOut rest = new LeftOut();
        listing.failed().forEach(rest::add);
        this.sample = listing.files().contains(Sample.NOTE);
        List<String> visible = new ArrayList<>();
        for (String file : listing.files()) {
            if (SystemFiles.isInOne(file)) {
                rest.add(file, SystemFiles.REASON);
            } else {
                visible.add(file);
            }
        }
        String top =
                visible.stream().anyMatch(file -> file.startsWith(TOP) && parts(file) == 3 && isImage(file)) ? TOP : "";
        for (String file : visible) {
            sort(file, top, rest);
        }
        this.classes = files.keySet().stream().map(ImageRef::label).distinct().toList();
        List<String> sentences = new ArrayList<>(listing.remarks());
        sentences.addAll(rest.sentences());
        this.leftOut = List.copyOf(sentences);
    }

    /** Takes a file in, or notes why not. */
    private void sort(String file, String top, LeftOut rest) {
        String inside = file.startsWith(top) ? file.substring(top.length()) : "";
        if (file.equals(Sample.NOTE)) {
            return;
        }
        if (parts(inside) != 2) {
            rest.add(file, "not in a class's folder");
            return;
        }
        String label = inside.substring(0, inside.indexOf('/'));
        String name = inside.substring(label.length() + 1);
        if (!ClassName.isPrintable(name)) {
            rest.add(file, "a name with unprintable characters");
        } else if (isImage(file)) {
            files.put(new ImageRef(label, name), file);
        } else {
            rest.add(file, otherKind(file));
        }
    }

    private static int parts(String file) {
        return file.split("/").length;
    }

    private boolean isImage(String file) {
        return Images.isImageName(file) || head(file).filter(Images::isImage).isPresent();
    }

    private String otherKind(String file) {
        return head(file)
                .map(bytes -> ImageFormat.otherKind(bytes)
                        .map(kind -> kind + ", which is not read")
                        .orElse("no image"))
                .orElse("it cannot be read");
    }

    private Optional<byte[]> head(String file) {
        try {
            return Optional.of(container.head(file, ImageFormat.HEAD));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens an archive or a folder and lists its images; nothing is decoded.
     *
     * @throws InputException if there is no such path, the archive is damaged or hostile, it holds fewer than two class
     *     folders with images or more than 1,000, or a class has a name that {@link ClassName} does not allow
     */
    public static Dataset open(Path source) {
        Dataset dataset = new Dataset(source, Container.open(source));
        try {
            dataset.check();
            return dataset;
        } catch (InputException e) {
            dataset.close();
            throw e;
        }
    }

    private void check() {
        String layout = "it must hold <class>/<image> or dataset/<class>/<image>, such as add/1.jpg and sub/2.png.";
        String rest = leftOut.isEmpty() ? "" : " " + String.join(" ", leftOut);
        if (classes.isEmpty()) {
            throw new InputException("%s has no class folders with images: %s%s".formatted(source, layout, rest));
        }
        for (String label : classes) {
            if (!ClassName.isSound(label)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "The class \"%s\" in %s needs a name of 1 to %d printable characters: rename its folder.",
                        Printable.of(label),
                        source,
                        ClassName.LONGEST));
            }
        }
        if (classes.size() == 1) {
            throw new InputException("%s has images of one class only (%s), but there is nothing to tell apart: %s%s"
                    .formatted(source, classes.get(0), layout, rest));
        }
        if (classes.size() > ClassName.MOST) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d classes, but at most %d can be told apart: take some folders away.",
                    source,
                    classes.size(),
                    ClassName.MOST));
        }
    }

    /**
     * A sentence for each kind of file that was passed over, with how many there are and some of their names, and one on
     * the names of an archive if they had to be guessed; empty where every file is an image of a class.
     */
    public List<String> leftOut() {
        return leftOut;
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
