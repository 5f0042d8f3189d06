package mathsymbols.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.InputException;
import mathsymbols.data.Sample;

/** Finds the drawings that no model has learnt from, as the report's author drew eight. */
final class OwnImages {
    /** Names their folder where it is not one of the usual places. */
    static final String VARIABLE = "MATH_SYMBOLS_OWN_IMAGES";

    private static final String NAME = "own-handwriting";
    private static final List<String> DRAWN = List.of("5", "div", "mul", "2", "y", "7", "x", "dec");
    private static final long SEED = 2;

    private OwnImages() {}

    /**
     * The folder that the variable names, else {@code own-handwriting} in {@code data/} or beside the images' archive, else
     * eight generated drawings.
     *
     * @throws InputException if the variable names no folder
     */
    static Path folder(Map<String, String> environment, Home home, Path images) {
        String named = environment.get(VARIABLE);
        if (named != null) {
            return given(Path.of(named).toAbsolutePath());
        }
        return present(home, images).orElseGet(() -> generated(home.data().resolve("own-handwriting-sample")));
    }

    private static Path given(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    "There is no folder " + folder + ": give " + VARIABLE + " the folder of your own images.");
        }
        return folder;
    }

    private static Optional<Path> present(Home home, Path images) {
        return Stream.of(home.data().resolve(NAME), images.toAbsolutePath().resolveSibling(NAME))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Path generated(Path folder) {
        try {
            Path archive = Files.createTempFile("drawings", ".zip");
            try {
                Sample.generate(archive, SEED, 1);
                Files.createDirectories(folder);
                copy(archive, folder);
            } finally {
                Files.delete(archive);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The drawings in " + folder + " could not be written", e);
        }
    }

    private static void copy(Path archive, Path folder) throws IOException {
        try (Dataset drawings = Dataset.open(archive)) {
            for (int i = 0; i < DRAWN.size(); i++) {
                ImageRef image = drawings.images(DRAWN.get(i)).get(0);
                String extension = image.file().substring(image.file().lastIndexOf('.'));
                Files.write(folder.resolve("%02d%s".formatted(i + 1, extension)), drawings.read(image));
            }
        }
    }
}
