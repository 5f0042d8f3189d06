package mathsymbols.notebook.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mathsymbols.notebook.Results;

/**
 * The folder that a run writes its pages and numbers into. It holds one run's: those of other settings are put aside into
 * a folder of their own beneath it.
 */
final class Pages {
    private static final String RESULTS = "results.json";
    private static final String EARLIER = "earlier-";

    private final Path folder;

    Pages(Path folder) {
        this.folder = folder;
    }

    /** The numbers of this run. */
    Results results() {
        return Results.in(folder.resolve(RESULTS));
    }

    /**
     * Begins a run with {@code settings}. Pages and numbers of an earlier run stay where it had the same settings; others
     * would not fit beside the new ones.
     *
     * @return where others were put, if there were any
     */
    Optional<Path> begin(Map<String, Object> settings) throws IOException {
        Files.createDirectories(folder);
        Optional<Path> aside = Optional.empty();
        if (Files.exists(folder.resolve(RESULTS)) && !results().haveSettings(settings)) {
            aside = Optional.of(putAside());
        }
        results().put("settings", settings);
        return aside;
    }

    /**
     * The numbers go last: a run that is killed meanwhile leaves them for the next one to put aside, with pages that may have been
     * made again.
     */
    private Path putAside() throws IOException {
        int number = 1;
        while (Files.exists(folder.resolve(EARLIER + number).resolve(RESULTS))) {
            number++;
        }
        Path earlier = Files.createDirectories(folder.resolve(EARLIER + number));
        for (Path page : pages()) {
            Files.move(page, earlier.resolve(page.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(folder.resolve(RESULTS), earlier.resolve(RESULTS));
        return earlier;
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.getFileName().toString().matches("(index|reader)\\.html|[0-9]{2}_.*\\.(html|ipynb)"))
                    .toList();
        }
    }
}
