package mathsymbols.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import mathsymbols.data.Dataset;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Download;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;

/**
 * Where the images come from.
 *
 * @param path an archive or a folder
 * @param sample whether they are generated, so that no number computed from them is about the report's images
 * @param count how many images there are
 * @param sha256 of the images with their names and classes; the same wherever they lie, in an archive or a folder
 */
public record ImageSource(Path path, boolean sample, int count, String sha256) {
    /** Names the images where the option {@code --data} does not. */
    public static final String VARIABLE = "MATH_SYMBOLS_DATA";

    /** Enough for every profile but the full one, which has no use for generated images. */
    private static final int SAMPLE_PER_CLASS = 60;

    /**
     * @param choice {@code auto} (what lies in {@code data/}, else the sample), {@code kaggle} (downloads the report's
     *     archive), {@code sample}, or the path of an archive or a folder
     * @throws InputException if the path holds no images in class folders, or they cannot be fetched
     */
    static ImageSource resolve(String choice, Home home, Progress progress) {
        return switch (choice) {
            case "auto" -> given(present(home).orElseGet(() -> sample(home)), home);
            case "sample" -> given(sample(home), home);
            case "kaggle" -> given(fetched(home, progress), home);
            default -> given(Path.of(choice), home);
        };
    }

    private static ImageSource given(Path path, Home home) {
        if (!Files.exists(path)) {
            throw new InputException("There is no file or folder " + path.toAbsolutePath() + ": give --data (or "
                    + VARIABLE + ") the path of the images' archive or folder.");
        }
        try (Dataset dataset = Dataset.open(path)) {
            // A folder may change inside without a trace on itself.
            String sha256 = Files.isDirectory(path)
                    ? dataset.sha256()
                    : KnownHashes.of(home).of(path, dataset::sha256);
            return new ImageSource(
                    path.toAbsolutePath(), dataset.isSample(), dataset.images().size(), sha256);
        }
    }

    private static Path fetched(Home home, Progress progress) {
        Path archive = home.dataFolder().resolve("handwritten-math-symbols.zip");
        if (!Files.exists(archive)) {
            Download.fetchImages(archive, progress);
        }
        return archive;
    }

    private static Optional<Path> present(Home home) {
        if (!Files.isDirectory(home.dataFolder())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(home.dataFolder())) {
            return files.filter(path -> Files.isDirectory(path)
                            ? isDataset(path)
                            : isArchive(path) && !path.equals(samplePath(home)))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + home.dataFolder() + " cannot be read", e);
        }
    }

    private static boolean isArchive(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    private static boolean isDataset(Path folder) {
        try (Dataset dataset = Dataset.open(folder)) {
            return !dataset.isSample();
        } catch (InputException e) {
            return false; // other things may lie there, too
        }
    }

    private static Path samplePath(Home home) {
        return home.dataFolder().resolve("sample.zip");
    }

    private static Path sample(Home home) {
        Path archive = samplePath(home);
        if (!Files.exists(archive)) {
            try {
                Sample.generate(archive, Settings.SEED, SAMPLE_PER_CLASS);
            } catch (IOException e) {
                throw new InputException(
                        "The sample cannot be written to " + archive + " (" + e.getMessage()
                                + "): make room or free the folder.",
                        e);
            }
        }
        return archive;
    }

    @Override
    public String toString() {
        return sample ? "generated sample" : path.toString();
    }
}
