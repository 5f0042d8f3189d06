package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the seven pages say, held against what they were run with: generated or real images, random or trained weights. */
class CombinationsIT {
    private static final Duration LIMIT = Duration.ofMinutes(20);
    /** Of a class: the smallest in the report's archive has 212. */
    private static final int PART = 60;

    /** Sentences that were said whatever the run was, and are false for some or all of them. */
    private static final List<String> NEVER = List.of(
            "black ink (0), and little between",
            "for two epochs",
            "the same number as in the report",
            "the weights are those of Oxford's",
            "stays harmless here",
            "each is a change of a few lines",
            "rises by up to 0.00",
            "Provenance[",
            "Source[",
            "Optional[",
            "NaN");

    @TempDir
    private static Path root;

    private static TinyProject project;

    @BeforeAll
    static void takeTheChapters() throws Exception {
        project = new TinyProject(root);
        Files.delete(root.resolve("notebooks"));
        TinyProject.copy(TinyProject.REAL.resolve("notebooks"), root.resolve("notebooks"));
    }

    @ParameterizedTest(name = "images {0}, trained weights {1}")
    @CsvSource({"sample, false", "sample, true", "part, false", "all, true"})
    void everyPageIsTrueForItsImagesAndWeights(String images, boolean trainedWeights) throws Exception {
        boolean realImages = !images.equals("sample");
        Map<String, String> pages = run(images, trainedWeights);

        assertThat(pages).as("seven chapters and the index").hasSize(8);
        pages.forEach((page, text) -> {
            assertThat(text).as(page).doesNotContain(NEVER);
            says(!realImages, page, text, "This run uses generated sample images");
            says(!trainedWeights, page, text, "random frozen weights for VGG19");
            says(!trainedWeights && page.matches("index.*|06.*"), page, text, "VGG19 with random weights");
        });
        String first = pages.get("01_load_and_preprocess.html");
        says(images.equals("all"), "chapter 1", first, "Found 10,071 files belonging to 19 classes");
        String fifth = pages.get("05_predict_your_own.html");
        says(true, "chapter 5", fifth, "under the profile tiny");
        says(!realImages, "chapter 5", fifth, "trained on generated images");
        says(!trainedWeights, "chapter 5", fifth, "random weights: its answers mean nothing");
        String sixth = pages.get("06_conclusion.html");
        says(true, "chapter 6", sixth, "the tiny profile uses fewer images");
        says(!realImages, "chapter 6", sixth, "the images are generated");
        says(!trainedWeights, "chapter 6", sixth, "VGG19's weights are random");
        says(images.equals("all"), "chapter 6", sixth, "images 10,071 10,071 ✓ agrees");
    }

    private static void says(boolean expected, String page, String text, String sentence) {
        assertThat(text.contains(sentence)).as("\"%s\" in %s", sentence, page).isEqualTo(expected);
    }

    /** The texts of the pages, by the files' names. */
    private static Map<String, String> run(String images, boolean trainedWeights) throws Exception {
        String data = images.equals("sample") ? images : System.getenv("MATH_SYMBOLS_DATA");
        String weights = trainedWeights ? System.getenv("MATH_SYMBOLS_WEIGHTS") : "none";
        assumeTrue(data != null && weights != null, "MATH_SYMBOLS_DATA or MATH_SYMBOLS_WEIGHTS is not set");
        if (images.equals("part")) {
            data = part(Path.of(data)).toString();
        }
        Path out = root.resolve("pages-" + images + "-" + trainedWeights);
        TinyProject.Outcome run = project.reproduce(
                LIMIT, "--profile", "tiny", "--data", data, "--weights", weights, "--out", out.toString());
        assertThat(run.exit()).as(run.output()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            Map<String, String> pages = new HashMap<>();
            for (Path page : files.filter(file -> file.toString().matches(".*[/\\\\](\\d\\d_.*|index)\\.html"))
                    .toList()) {
                pages.put(
                        page.getFileName().toString(),
                        Jsoup.parse(page.toFile()).text());
            }
            return pages;
        }
    }

    /** An archive of the first images of each class: all of them take their time in chapters 1, 4 and 7. */
    private static Path part(Path archive) throws IOException {
        Path part = root.resolve("part.zip");
        Map<String, Integer> taken = new HashMap<>();
        try (ZipInputStream all = new ZipInputStream(Files.newInputStream(archive));
                ZipOutputStream some = new ZipOutputStream(Files.newOutputStream(part))) {
            for (ZipEntry entry = all.getNextEntry(); entry != null; entry = all.getNextEntry()) {
                String label = Path.of(entry.getName()).getParent() + "";
                if (!entry.isDirectory() && taken.merge(label, 1, Integer::sum) <= PART) {
                    some.putNextEntry(new ZipEntry(entry.getName()));
                    all.transferTo(some);
                    some.closeEntry();
                }
            }
        }
        return part;
    }
}
