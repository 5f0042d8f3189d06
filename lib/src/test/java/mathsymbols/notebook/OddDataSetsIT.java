package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All chapters on data sets other than the report's: one of them, or with {@code -Dodd.data.sets=all} every one. */
class OddDataSetsIT {
    private static final int MINUTES = 30; // of which 369 classes need most, and others one or two

    @TempDir
    private static Path root;

    /** VGG19's random weights are drawn once for all. */
    @BeforeAll
    static void makeAProject() throws IOException {
        Files.createDirectories(root.resolve("notebooks"));
    }

    static Stream<OddDataSet> dataSets() {
        return "all".equals(System.getProperty("odd.data.sets"))
                ? Stream.of(OddDataSet.values())
                : Stream.of(OddDataSet.SOMETHING_OF_MOST);
    }

    @ParameterizedTest
    @MethodSource("dataSets")
    void everyChapterRuns(OddDataSet dataSet) throws Exception {
        Path data = dataSet.write(root);
        Path log = root.resolve(dataSet + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-Djava.awt.headless=true",
                        "-Dorg.bytedeco.javacpp.maxbytes=6g",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=10g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChaptersWithoutJupyter.class.getName(),
                        Path.of("..", "notebooks").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.put(Settings.PROFILE, "tiny");
        environment.put(ImageSource.VARIABLE, data.toString());
        environment.put(WeightsSource.VARIABLE, "none");
        environment.put(Settings.REPORTS, root.resolve("reports-" + dataSet).toString());
        environment.put(Home.VARIABLE, root.toString());
        environment.put("OMP_WAIT_POLICY", "passive");
        Process run = builder.start();
        boolean ended = run.waitFor(MINUTES, TimeUnit.MINUTES);
        run.destroyForcibly();

        assertThat(ended && run.exitValue() == 0).as(Files.readString(log)).isTrue();
    }
}
