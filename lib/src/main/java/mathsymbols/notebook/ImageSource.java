package mathsymbols.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import mathsymbols.data.InputException;
import mathsymbols.data.Progress;

/**
 * Where the images come from.
 *
 * @param path an archive or a folder
 * @param sample whether they are generated, so that no number computed from them is about the report's images
 */
public record ImageSource(Path path, boolean sample) {
    /** Names the images where the option {@code --data} does not. */
    public static final String VARIABLE = "MATH_SYMBOLS_DATA";

    /**
     * @param choice {@code auto} (what lies in {@code data/}, else the sample), {@code kaggle} (downloads the report's
     *     archive), {@code sample}, or the path of an archive or a folder
     * @throws InputException if there is nothing at the path
     */
    static ImageSource resolve(String choice, Home home, Progress progress) {
        return switch (choice) {
            case "auto" ->
                present(home).map(path -> new ImageSource(path, false)).orElseGet(() -> sample(home));
            case "sample" -> sample(home);
            default -> given(Path.of(choice));
        };
    }

    private static ImageSource given(Path path) {
        if (!Files.exists(path)) {
            throw new InputException("There is no " + path.toAbsolutePath() + ": give --data (or " + VARIABLE
                    + ") the path of the images' archive or folder.");
        }
        return new ImageSource(path.toAbsolutePath(), false);
    }

    private static Optional<Path> present(Home home) {
        if (!Files.isDirectory(home.data())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(home.data())) {
            return files.filter(path -> path.getFileName().toString().equals("dataset")
                            || path.toString().endsWith(".zip") && !path.equals(samplePath(home)))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + home.data() + " cannot be read", e);
        }
    }

    private static Path samplePath(Home home) {
        return home.data().resolve("sample.zip");
    }

    private static ImageSource sample(Home home) {
        return new ImageSource(samplePath(home), true);
    }

    @Override
    public String toString() {
        return sample ? "generated sample" : path.toString();
    }
}
