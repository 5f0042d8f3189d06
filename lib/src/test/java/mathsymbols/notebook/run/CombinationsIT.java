package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All seven chapters where images or weights are real; {@link ChaptersIT} runs them with neither. */
class CombinationsIT {
    private static final Duration LIMIT = Duration.ofMinutes(20);
    /** Of a class: the smallest in the report's archive has 212. */
    private static final int PART = 60;

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
    @CsvSource({"sample, true", "part, false", "all, true"})
    void everyPageIsTrueForItsImagesAndWeights(String images, boolean trainedWeights) throws Exception {
        boolean all = images.equals("all");

        Sentences sentences = new Sentences(run(images, trainedWeights));

        sentences.areTrueFor(!images.equals("sample"), trainedWeights);
        sentences.stands(all, "01_load_and_preprocess.html", "Found 10,071 files belonging to 19 classes");
        sentences.stands(all, "06_conclusion.html", "images 10,071 10,071 ✓ agrees");
        sentences.stands(images.equals("part"), "06_conclusion.html", "Another archive, or files missing from it.");
    }

    private static Path run(String images, boolean trainedWeights) throws Exception {
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
        return out;
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
