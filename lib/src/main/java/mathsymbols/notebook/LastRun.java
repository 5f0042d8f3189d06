package mathsymbols.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;

/**
 * What {@code reproduce} was last run with, so that notebooks which someone opens by hand meet the same run. Paths in the
 * project's folder are written from there.
 *
 * @param date day of the run, ISO 8601
 * @param profile the profile's name
 * @param images an archive or a folder
 * @param weights Keras' HDF5 file; empty for random weights
 * @param reports the folder of the pages and numbers
 * @param ownImages the folder of own images, where one was named
 */
record LastRun(
        String date,
        String profile,
        String images,
        Optional<String> weights,
        String reports,
        Optional<String> ownImages) {
    LastRun {
        Stream.of(Optional.of(images), weights, Optional.of(reports), ownImages)
                .flatMap(Optional::stream)
                .forEach(Path::of); // which refuses what is none
    }

    private static final String REMEDY = "delete it, or run reproduce again";

    /**
     * The variables that settings are made from, those of the last run among them.
     *
     * @param sentence says what was taken from the last run, or why nothing could be; empty where there was nothing to take
     */
    record Recalled(Map<String, String> environment, Optional<String> sentence) {}

    private static Path file(Home home) {
        return home.models().resolve("last-run.json");
    }

    static void keep(Settings settings) throws IOException {
        Home home = settings.home();
        LastRun run = new LastRun(
                LocalDate.now().toString(),
                settings.profile().toString(),
                home.written(settings.images().path()),
                settings.weights().file().map(home::written),
                home.written(settings.reports()),
                settings.ownFolder().map(home::written));
        Json.write(file(home), run);
    }

    /**
     * Fills in what {@code environment} does not say. Where a file of the last run has gone, nothing is filled in: images
     * of one run and weights of another would be a third.
     */
    static Recalled recall(Map<String, String> environment, Home home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return new Recalled(environment, Optional.empty());
        }
        try {
            return Json.read(file, LastRun.class, "what reproduce was last run with", REMEDY)
                    .under(environment, home);
        } catch (InputException e) {
            return new Recalled(environment, Optional.of(e.getMessage() + " Until then: the defaults."));
        }
    }

    private Recalled under(Map<String, String> environment, Home home) {
        Map<String, String> variables = variables(home);
        if (environment.keySet().containsAll(variables.keySet())) {
            return new Recalled(environment, Optional.empty());
        }
        Optional<Path> gone = Stream.of(Optional.of(images), weights, ownImages)
                .flatMap(Optional::stream)
                .map(home::path)
                .filter(Files::notExists)
                .findFirst();
        if (gone.isPresent()) {
            return new Recalled(
                    environment,
                    Optional.of(gone.get() + ", with which reproduce was last run, is no longer there: these are the"
                            + " defaults."));
        }
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(environment);
        List<String> told =
                variables.keySet().stream().filter(environment::containsKey).toList();
        String but = told.isEmpty() ? "" : " but for " + String.join(", ", told);
        return new Recalled(
                all,
                Optional.of("These are the settings of the last reproduce (" + date + ")" + but
                        + "; environment/README.md tells how to choose others."));
    }

    private Map<String, String> variables(Home home) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(Settings.PROFILE, profile);
        variables.put(ImageSource.VARIABLE, home.path(images).toString());
        variables.put(
                WeightsSource.VARIABLE,
                weights.map(written -> home.path(written).toString()).orElse("none"));
        variables.put(Settings.REPORTS, home.path(reports).toString());
        ownImages.ifPresent(
                written -> variables.put(OwnImages.VARIABLE, home.path(written).toString()));
        return variables;
    }
}
