package mathsymbols.predict;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import mathsymbols.data.Decoded;
import mathsymbols.data.Images;
import mathsymbols.io.InputException;

/**
 * A picture that someone made themselves: drawn, scanned or photographed.
 *
 * @param name of its file, without the folder
 * @param picture upright, opaque, at its own size
 * @param remarks one sentence for each oddity of the file that the picture may suffer from; mostly empty
 */
public record OwnImage(String name, BufferedImage picture, List<String> remarks) {
    private static final int HEAD = 16;
    private static final long MOST_BYTES = 200_000_000;
    private static final long SMALL_BYTES = 16_000_000;
    private static final Object ONE_LARGE = new Object();

    /**
     * @param file a jpg, png, gif, bmp, tiff or webp image
     * @throws InputException if the file is missing, no such image, damaged or too large
     */
    public static OwnImage read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new InputException(file + " is missing or not a file: name an image.");
            }
            Decoded decoded = decode(file.toString(), Files.size(file), () -> Files.readAllBytes(file));
            return new OwnImage(file.getFileName().toString(), decoded.image(), decoded.remarks());
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: check its permissions and the disk.", e);
        }
    }

    /** How the content of a file is read. */
    @FunctionalInterface
    public interface Content {
        byte[] read() throws IOException;
    }

    /**
     * Decodes a file that lies anywhere. Files of more than 16 MB are taken one at a time, so that memory is bounded however
     * many threads read.
     *
     * @param file how messages name it
     * @param bytes its length
     * @throws InputException if it is no image, damaged or larger than 200 MB, before anything of that is read
     * @throws IOException if its content cannot be read
     */
    public static Decoded decode(String file, long bytes, Content content) throws IOException {
        if (bytes > MOST_BYTES) {
            throw new InputException(file + " has more than 200 MB: make it smaller.");
        }
        if (bytes <= SMALL_BYTES) {
            return Images.read(content.read(), file);
        }
        synchronized (ONE_LARGE) {
            return Images.read(content.read(), file);
        }
    }

    /**
     * Every image of a folder in the order of the names; files of other kinds and hidden ones are passed over.
     *
     * @throws InputException if the folder holds no image, or one that cannot be read
     */
    public static List<OwnImage> readAll(Path folder) {
        return files(folder).stream().map(OwnImage::read).toList();
    }

    /**
     * The image files of a folder in the order of their names.
     *
     * @throws InputException if there is none
     */
    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> images = files.filter(OwnImage::isImage).sorted().toList();
            if (images.isEmpty()) {
                throw new InputException(folder + " holds no image: put jpg, png, gif, bmp, tiff or webp files there.");
            }
            return images;
        } catch (IOException e) {
            throw new InputException(folder + " cannot be listed: name a folder of images.", e);
        }
    }

    /**
     * An image itself, those of a folder, or those that a pattern such as {@code *.png} names.
     *
     * @throws InputException if the folder holds no image or the pattern names nothing
     */
    static List<Path> named(Path path) {
        if (Files.isDirectory(path)) {
            return files(path);
        }
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        if (Files.exists(path) || !name.matches(".*[*?\\[{].*")) {
            return List.of(path);
        }
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        try (var found = Files.newDirectoryStream(folder, name)) {
            List<Path> files = new ArrayList<>();
            found.forEach(files::add);
            if (!files.isEmpty()) {
                return files.stream().sorted().toList();
            }
        } catch (IOException | PatternSyntaxException e) {
            // What cannot be looked through names nothing, either.
        }
        throw new InputException(path + " names nothing: correct the pattern, or name a folder of images.");
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && Files.isRegularFile(file) && (Images.isImageName(name) || beginsAsImage(file));
    }

    private static boolean beginsAsImage(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Images.isImage(in.readNBytes(HEAD));
        } catch (IOException e) {
            return false;
        }
    }
}
