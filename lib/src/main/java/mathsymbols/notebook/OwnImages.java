package mathsymbols.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.InputException;

/** Finds the drawings that no model has learnt from, as the report's author drew eight. */
final class OwnImages {
    /** Names their folder where it is not one of the usual places. */
    static final String VARIABLE = "MATH_SYMBOLS_OWN_IMAGES";

    private static final String NAME = "own-handwriting";
    private static final String LABELS = "labels.csv";
    private static final List<String> DRAWN = List.of("5", "div", "mul", "2", "y", "7", "x", "dec");
    private static final long SEED = 2;

    private OwnImages() {}

    /** {@code own-handwriting} in {@code data/} or beside the images' archive, else a folder of eight generated drawings. */
    static Path folder(Home home, Path images) {
        return present(home, images).orElseGet(() -> generated(home.dataFolder().resolve("own-handwriting-sample")));
    }

    /**
     * The folder that the variable names, as it is seen from where the program was called.
     *
     * @throws InputException if there is none
     */
    static Path given(String named) {
        Path folder = Path.of(named).toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    "There is no folder " + folder + ": give " + VARIABLE + " the folder of your own images.");
        }
        return folder;
    }

    private static Optional<Path> present(Home home, Path images) {
        return Stream.of(
                        home.dataFolder().resolve(NAME), images.toAbsolutePath().resolveSibling(NAME))
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
            throw InputException.unwritten(folder, e);
        }
    }

    /** Each file whole at any time: another notebook may be reading it. */
    private static void copy(Path archive, Path folder) throws IOException {
        try (Dataset drawings = Dataset.open(archive)) {
            StringBuilder labels = new StringBuilder("file,label\n");
            for (int i = 0; i < DRAWN.size(); i++) {
                ImageRef image = drawings.images(DRAWN.get(i)).get(0);
                String extension = image.file().substring(image.file().lastIndexOf('.'));
                String name = String.format(Locale.ROOT, "%02d%s", i + 1, extension);
                byte[] drawing = drawings.read(image);
                AtomicFile.write(folder.resolve(name), out -> out.write(drawing));
                labels.append(name).append(',').append(image.label()).append('\n');
            }
            byte[] csv = labels.toString().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(folder.resolve(LABELS), out -> out.write(csv));
        }
    }
}
