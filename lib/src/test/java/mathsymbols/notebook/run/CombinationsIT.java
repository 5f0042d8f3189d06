package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What pages say where images or weights are real; {@link ChaptersIT} runs all chapters with neither. With both real, the
 * report's six are read; where one of them is, chapter 3, which builds its texts from both, and chapter 5, from what chapter 3
 * made.
 */
class CombinationsIT {
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @TempDir
    private static Path root;

    private static TinyProject project;

    @BeforeAll
    static void takeTheChapters() throws Exception {
        project = new TinyProject(root);
        Files.delete(root.resolve("notebooks"));
        TinyProject.copy(TinyProject.REAL.resolve("notebooks"), root.resolve("notebooks"));
    }

    private static Path run(boolean realImages, boolean trainedWeights, String... options) throws Exception {
        String data = realImages ? System.getenv("MATH_SYMBOLS_DATA") : "sample";
        String weights = trainedWeights ? System.getenv("MATH_SYMBOLS_WEIGHTS") : "none";
        assumeTrue(data != null && weights != null, "MATH_SYMBOLS_DATA or MATH_SYMBOLS_WEIGHTS is not set");
        Path out = root.resolve("pages-" + realImages + "-" + trainedWeights);
        List<String> all = new ArrayList<>(
                List.of("--profile", "tiny", "--data", data, "--weights", weights, "--out", out.toString()));
        all.addAll(List.of(options));
        TinyProject.Outcome run = project.reproduce(LIMIT, all.toArray(String[]::new));
        assertThat(run.exit()).as(run.output()).isZero();
        return out;
    }

    private static String text(Path page) throws IOException {
        return Jsoup.parse(page.toFile()).text();
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void aPageSaysWhatItWasRunWith(boolean realImages, boolean trainedWeights) throws Exception {
        Path out = run(realImages, trainedWeights, "--only", "03,05");

        for (String page : List.of("03_vgg19_transfer.html", "05_predict_your_own.html")) {
            String text = text(out.resolve(page));
            assertThat(text.contains("generated sample images"))
                    .as("generated images on " + page)
                    .isNotEqualTo(realImages);
            assertThat(text.contains("random frozen weights for VGG19"))
                    .as("random weights on " + page)
                    .isNotEqualTo(trainedWeights);
        }
        String model = text(out.resolve("05_predict_your_own.html"));
        assertThat(model.contains("trained on generated images")).isNotEqualTo(realImages);
        assertThat(model.contains("random weights: its answers mean nothing")).isNotEqualTo(trainedWeights);
        assertThat(model).contains("under the profile tiny").doesNotContain("Provenance[", "Source[");
    }

    @Test
    void withTheRealThingsNoPageTellsOfOthers() throws Exception {
        Path out = run(true, true, "--only", "01,02,03,04,05,06");

        assertThat(text(out.resolve("01_load_and_preprocess.html")))
                .contains("Found 10,071 files belonging to 19 classes");
        assertThat(text(out.resolve("05_predict_your_own.html"))).contains("under the profile tiny");
        List<Path> pages;
        try (Stream<Path> files = Files.list(out)) {
            pages = files.filter(file -> file.toString().endsWith(".html")).toList();
        }
        assertThat(pages).as("the report's six chapters and the index").hasSize(7);
        for (Path page : pages) {
            assertThat(text(page))
                    .as(page.toString())
                    .doesNotContain(
                            "random frozen weights",
                            "mean nothing about real handwriting",
                            "trained on generated images",
                            "generated sample",
                            "with random weights",
                            "Provenance[");
        }
    }
}
