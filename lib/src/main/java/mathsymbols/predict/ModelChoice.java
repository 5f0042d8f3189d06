package mathsymbols.predict;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which a command is told which classifier answers. */
public final class ModelChoice {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "reader, vgg19 or a classifier's file; otherwise the reader, where models/ has it, or VGG19.")
    private Optional<String> model;

    @Option(
            names = "--models",
            hidden = true,
            defaultValue = "${env:MATH_SYMBOLS_HOME:-.}/models",
            description = "Where the classifiers are.")
    private Path models;

    /** The classifier's file, which need not be there. */
    public Path file() {
        Published published = new Published(models);
        return model.map(published::named).orElseGet(published::best);
    }
}
