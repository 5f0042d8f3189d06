package mathsymbols.predict;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The classifiers that the notebooks leave for programs outside them.
 *
 * @param models the folder {@code models/}
 */
public record Published(Path models) {
    /** The file with VGG19, which notebook 5 saves. */
    public static final String VGG19 = "math_symbols_classifier.zip";

    /** The file with the small reader, which notebook 7 saves. */
    public static final String READER = "math_symbols_reader.zip";

    /** @param model {@code reader}, {@code vgg19} or the path of a file */
    Path named(String model) {
        return switch (model) {
            case "reader" -> models.resolve(READER);
            case "vgg19" -> models.resolve(VGG19);
            default -> Path.of(model);
        };
    }

    /** The reader, or VGG19 where there is no reader. */
    Path best() {
        Path reader = models.resolve(READER);
        return Files.exists(reader) ? reader : models.resolve(VGG19);
    }
}
