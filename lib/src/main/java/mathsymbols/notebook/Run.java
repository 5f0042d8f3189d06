package mathsymbols.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;

/**
 * What the notebooks have made under one profile from one content of images and weights. It has a folder of its own in
 * {@code models/}, named by both, in which this record says what it is.
 *
 * @param profile the profile's name
 * @param images where they lay
 * @param count how many images there were
 * @param sample whether they were generated
 * @param weights where VGG19's weights lay; empty for random ones
 */
record Run(String profile, String images, int count, boolean sample, Optional<String> weights) {
    private static final String FILE = "run.json";

    Run {
        Path.of(images); // which refuses what is none, as do the others
        weights.map(Path::of);
    }

    /** The folder of a run with these settings, wherever their images and weights lie. */
    static Path folder(Settings settings) {
        return folder(
                settings,
                settings.images().sha256() + "\n" + settings.weights().sha256().orElse("none"));
    }

    private static Path folder(Settings settings, String content) {
        String key = Hashes.sha256(content.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        return settings.home().models().resolve(settings.profile() + "-" + key);
    }

    /**
     * Writes down what the run's folder is about. A folder that an earlier version named by the paths of images and weights
     * gets its new name. Where nothing can be written, nothing is: the run is then only not found by others.
     */
    static void begin(Settings settings) {
        Home home = settings.home();
        Run run = new Run(
                settings.profile().toString(),
                home.written(settings.images().path()),
                settings.images().count(),
                settings.images().sample(),
                settings.weights().file().map(home::written));
        Path folder = folder(settings);
        try {
            Path older = folder(
                    settings,
                    settings.images().path() + "\n"
                            + settings.weights().file().map(Path::toString).orElse("none"));
            if (Files.isDirectory(older) && Files.notExists(folder)) {
                Files.move(older, folder);
            }
            if (!read(folder).equals(Optional.of(run))) {
                Json.write(folder.resolve(FILE), run);
            }
        } catch (IOException e) {
            // As said above.
        }
    }

    private static Optional<Run> read(Path folder) {
        try {
            return Optional.of(Json.read(folder.resolve(FILE), Run.class, "the description of a run", "delete it"));
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    /**
     * Names the runs that have a file which the run of {@code settings} lacks, and how a notebook comes to use them.
     *
     * @return a sentence for each, behind a space; empty where there are none
     */
    static String having(String file, Settings settings) {
        List<Path> folders;
        try (Stream<Path> all = Files.list(settings.home().models())) {
            folders = all.filter(folder -> Files.exists(folder.resolve(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return "";
        }
        return folders.stream()
                .flatMap(folder -> read(folder).stream().map(run -> run.sentence(folder.resolve(file), settings)))
                .collect(Collectors.joining());
    }

    private String sentence(Path file, Settings settings) {
        return String.format(
                Locale.ROOT,
                " There is one of %s, under %s with %s (%,d images) and %s weights%s.",
                day(file),
                profile,
                sample ? "the generated sample" : settings.home().path(images).getFileName(),
                count,
                weights.isPresent() ? "trained" : "random",
                choice(settings));
    }

    /** The variables that lead to this run from the settings that are in force. */
    private String choice(Settings settings) {
        Home home = settings.home();
        List<String> variables = new ArrayList<>();
        if (!profile.equals(settings.profile().toString())) {
            variables.add(Settings.PROFILE + "=" + profile);
        }
        if (!images.equals(home.written(settings.images().path()))) {
            variables.add(ImageSource.VARIABLE + "=" + home.path(images));
        }
        if (!weights.equals(settings.weights().file().map(home::written))) {
            variables.add(WeightsSource.VARIABLE + "="
                    + weights.map(written -> home.path(written).toString()).orElse("none"));
        }
        return variables.isEmpty()
                ? ", made when these held something else"
                : ": start environment/notebook with " + String.join(" ", variables) + " to open it";
    }

    private static String day(Path file) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .atZone(ZoneId.systemDefault())
                    .toLocalDate()
                    .toString();
        } catch (NoSuchFileException e) {
            return "a moment ago";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
