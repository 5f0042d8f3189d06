package mathsymbols.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mathsymbols.io.InputException;

/** The project's folder and the rooms in it that programs read and write. */
public record Home(Path root) {
    /** Names the project's folder where a program does not run inside it. */
    public static final String VARIABLE = "MATH_SYMBOLS_HOME";

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The folder that {@value #VARIABLE} names, else the nearest one from {@code start} upwards that holds
     * {@code notebooks} and {@code environment}.
     *
     * @throws InputException if there is none
     */
    public static Home find(Map<String, String> environment, Path start) {
        String named = environment.get(VARIABLE);
        if (named != null) {
            return new Home(Path.of(named));
        }
        for (Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("notebooks")) && Files.isDirectory(folder.resolve("environment"))) {
                return new Home(folder);
            }
        }
        throw new InputException(
                "Neither " + start.toAbsolutePath() + " nor a folder above it is the project's: start there, or set "
                        + VARIABLE + " to the project's folder.");
    }

    /** How a path is written down for later: from the project's folder where it lies in it, so that a moved project finds it. */
    String written(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return (absolute.startsWith(root) ? root.relativize(absolute) : absolute).toString();
    }

    /** The path that {@link #written} wrote down. */
    Path path(String written) {
        return root.resolve(written);
    }

    /** The chapters, {@code NN_name.ipynb}. */
    public Path notebooks() {
        return root.resolve("notebooks");
    }

    /** The archive of images, the split lists and the pixel cache. */
    public Path dataFolder() {
        return root.resolve("data");
    }

    /** Weights, checkpoints, tuning state, the saved classifier. */
    public Path models() {
        return root.resolve("models");
    }

    /** The exported pages and {@code results.json}, unless told otherwise. */
    public Path reports() {
        return root.resolve("reports");
    }

    /** What the set-up brings: scripts, and the template of the pages. */
    public Path environment() {
        return root.resolve("environment");
    }

    /**
     * Where the kernel's specification is written: {@code environment/}, else, where that is read-only as in a container,
     * {@code models/}.
     */
    public Path kernels() {
        Path usual = environment().resolve("kernels");
        Path written = Files.exists(usual) ? usual : environment();
        return Files.isWritable(written) ? usual : models().resolve("kernels");
    }
}
