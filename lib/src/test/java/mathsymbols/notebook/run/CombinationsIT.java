package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What pages say where images or weights are real; {@link ChaptersIT} runs all chapters with neither. Chapter 3 builds its
 * texts from both, and chapter 5 from what chapter 3 made; the others have no text that depends on them but the settings'
 * and the card's, which unit tests read under every combination.
 */
class CombinationsIT {
    private static final Duration LIMIT = Duration.ofMinutes(6);

    @TempDir
    private static Path root;

    private static TinyProject project;

    @BeforeAll
    static void takeTwoChapters() throws Exception {
        project = new TinyProject(root);
        for (String chapter : List.of("03_vgg19_transfer.ipynb", "05_predict_your_own.ipynb")) {
            Files.copy(
                    TinyProject.REAL.resolve("notebooks").resolve(chapter),
                    root.resolve("notebooks").resolve(chapter));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false", "true, true"})
    void aPageSaysWhatItWasRunWith(boolean realImages, boolean trainedWeights) throws Exception {
        String data = realImages ? System.getenv("MATH_SYMBOLS_DATA") : "sample";
        String weights = trainedWeights ? System.getenv("MATH_SYMBOLS_WEIGHTS") : "none";
        assumeTrue(data != null && weights != null, "MATH_SYMBOLS_DATA or MATH_SYMBOLS_WEIGHTS is not set");
        Path out = root.resolve("pages-" + realImages + "-" + trainedWeights);

        TinyProject.Outcome run = project.reproduce(
                LIMIT, "--profile", "tiny", "--data", data, "--weights", weights, "--out", out.toString());

        assertThat(run.exit()).as(run.output()).isZero();
        for (String page : List.of("03_vgg19_transfer.html", "05_predict_your_own.html")) {
            String text = Jsoup.parse(out.resolve(page).toFile()).text();
            assertThat(text.contains("These are generated sample images"))
                    .as("generated images on " + page)
                    .isNotEqualTo(realImages);
            assertThat(text.contains("VGG19 runs on random frozen weights here"))
                    .as("random weights on " + page)
                    .isNotEqualTo(trainedWeights);
        }
        String model =
                Jsoup.parse(out.resolve("05_predict_your_own.html").toFile()).text();
        assertThat(model.contains("trained on generated images")).isNotEqualTo(realImages);
        assertThat(model.contains("random weights: its answers mean nothing")).isNotEqualTo(trainedWeights);
        assertThat(model).contains("under the profile tiny").doesNotContain("Provenance[", "Source[");
    }
}
