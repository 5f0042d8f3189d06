package mathsymbols.notebook;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mathsymbols.io.Download;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;

/**
 * Where VGG19's weights come from. They were trained by Oxford's Visual Geometry Group and are licensed under CC BY 4.0.
 *
 * @param file Keras' HDF5 file; empty for random frozen weights
 * @param sha256 of the file's content; empty for random frozen weights
 */
public record WeightsSource(Optional<Path> file, Optional<String> sha256) {
    /** Random frozen weights. */
    static final WeightsSource NONE = new WeightsSource(Optional.empty(), Optional.empty());

    /** Names the weights where the option {@code --weights} does not. */
    public static final String VARIABLE = "MATH_SYMBOLS_WEIGHTS";

    /** 80,134,624 bytes. */
    private static final URI OFFICIAL = URI.create(
            "https://storage.googleapis.com/tensorflow/keras-applications/vgg19/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5");

    private static final String MD5 = "253f8cb515780f3b799900260a226db6";

    /** Keras' name for the file without the classifying layers. */
    static final String FILE = "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5";

    /**
     * @param choice {@code auto} (what lies in {@code models/}, else the download, else none), {@code download},
     *     {@code none} (random frozen weights), or the path of an HDF5 file
     * @throws InputException if there is no file at the path, or the download is asked for and fails
     */
    static WeightsSource resolve(String choice, Home home, Progress progress) {
        Path ours = home.models().resolve(FILE);
        return switch (choice) {
            case "none" -> NONE;
            case "auto" -> Files.exists(ours) ? given(ours, home) : fetchedIfPossible(ours, home, progress);
            case "download" -> fetched(ours, home, progress);
            default -> given(Path.of(choice), home);
        };
    }

    private static WeightsSource fetched(Path target, Home home, Progress progress) {
        Download.fetch(OFFICIAL, target, progress, MD5);
        return given(target, home);
    }

    /** No weights are no error: the banner says what that means, and this line why and what to do. */
    private static WeightsSource fetchedIfPossible(Path target, Home home, Progress progress) {
        try {
            return fetched(target, home, progress);
        } catch (InputException e) {
            System.out.println("VGG19's trained weights are not here. " + e.getMessage());
            return NONE;
        }
    }

    private static WeightsSource given(Path path, Home home) {
        if (!Files.isRegularFile(path)) {
            throw new InputException("There is no file " + path.toAbsolutePath() + ": give --weights (or " + VARIABLE
                    + ") the path of " + FILE + ".");
        }
        Path file = path.toAbsolutePath();
        return new WeightsSource(
                Optional.of(file), Optional.of(KnownHashes.of(home).of(file, () -> sha256(file))));
    }

    private static String sha256(Path file) {
        try {
            return Hashes.sha256(file);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read (" + InputException.reason(e) + "): check the file.", e);
        }
    }

    @Override
    public String toString() {
        return file.map(Path::toString).orElse("none (random, frozen)");
    }
}
