package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceIT {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    @TempDir
    private Path folder;

    @Test
    void aRunWritesPagesAnIndexAndResults() throws Exception {
        TinyProject project = new TinyProject(folder)
                .with(
                        "01_first",
                        "# First steps\n\nThis chapter shows **one** chart. And more.",
                        "import mathsymbols.notebook.*;\nvar settings = Settings.load();",
                        "## A chart",
                        "org.knowm.xchart.QuickChart.getChart(\"A line\", \"x\", \"y\", \"f\", new double[] {1, 2}, new double[] {1, 4})",
                        "tech.tablesaw.api.Table.create(tech.tablesaw.api.IntColumn.create(\"n\", 1, 2))",
                        "new mathsymbols.plot.Figure(9, 9, \"a dot\", g -> {}).captioned(\"A dot.\")",
                        "for (int i = 0; i < 5; i++) { System.out.print(\"\\rstep \" + i); System.out.flush(); Thread.sleep(60); }\n"
                                + "System.out.println(); System.out.flush(); Thread.sleep(60);\n"
                                + "System.out.printf(\"%d of %d%n\", 1, 2); System.err.println(\"aside\");",
                        "settings.results().put(\"alexnet.test\", java.util.Map.of(\"correct\", 50, \"of\", 100));")
                .with(
                        "02_second",
                        "# Second",
                        "var bar = new mathsymbols.notebook.ProgressBar();\n"
                                + "for (int i = 0; i <= 1000; i++) { Thread.sleep(2); bar.update(\"Counting\", i, 1000); }");

        TinyProject.Outcome run =
                project.reproduce(LIMIT, "--data", "sample", "--weights", "none", "--profile", "tiny");

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("Notebook 1 of 2: First steps", "Notebook 2 of 2: Second", "random frozen weights");
        Document first = Jsoup.parse(project.page("01_first.html").toFile());
        assertThat(first.select("img[src^=data:image/png]").eachAttr("alt")).containsExactly("A line", "a dot");
        assertThat(first.select("figcaption").eachText()).containsExactly("Figure 1.1. A dot.");
        assertThat(first.select(".output > pre:not(.stderr)").eachText()).containsExactly("step 4\n1 of 2");
        assertThat(first.select("pre.stderr").eachText()).containsExactly("aside");
        assertThat(first.select("footer").text()).matches("(?s).*Run on 2[-0-9: ]+ in [0-9.a-z ]+ s, with.*");
        assertThat(first.select("footer").text()).contains("with Java", "Deeplearning4j 1.0.0-M2.1");
        assertThat(project.page(first.select("footer a[download]").attr("href")))
                .exists();
        assertThat(first.select("td").eachAttr("style")).containsOnly("text-align:right");
        assertThat(first.select(".math-symbols-banner").text())
                .contains("generated sample images", "random frozen weights");
        assertThat(first.select("nav.chapters a").eachAttr("href")).contains("index.html", "02_second.html");
        assertThat(first.select("nav.contents a").attr("href").substring(1))
                .isEqualTo(first.select("h2").attr("id"));
        Document second = Jsoup.parse(project.page("02_second.html").toFile());
        assertThat(second.select("p.done").text()).startsWith("Counting: 1,000 of 1,000");
        Document index = Jsoup.parse(project.page("index.html").toFile());
        assertThat(index.select(".index h3").eachText()).containsExactly("First steps", "Second");
        assertThat(index.select(".index p").first().text()).isEqualTo("This chapter shows one chart.");
        assertThat(index.select(".index img")).hasSize(1);
        assertThat(index.select(".results").text()).contains("AlexNet 50.0 % It reads 50 of 100 test images");
        assertThat(index.select(".made").text()).contains("profile tiny", "seed 1001", "with Java");
        assertThat(index.select(".ways a").eachAttr("href")).containsExactly("01_first.html", "02_second.html");
        JsonNode results =
                new ObjectMapper().readTree(project.page("results.json").toFile());
        assertThat(results.at("/alexnet/test/correct").asInt()).isEqualTo(50);
        assertThat(results.at("/settings/profile").asText()).isEqualTo("tiny");
        assertThat(results.at("/seconds").size()).isEqualTo(2);
        assertThat(folder.resolve("models/last-run.json")).content().contains("\"tiny\"", "\"data/sample.zip\"");
    }

    @Test
    void aFailingCellStopsTheRunAndIsShown() throws Exception {
        TinyProject project = new TinyProject(folder)
                .with(
                        "01_first",
                        "# First",
                        "6 * 7",
                        "throw new IllegalStateException(\"as asked\");",
                        "\"after\" + \"wards\"")
                .with("02_second", "# Second", "1");

        TinyProject.Outcome run = project.reproduce(LIMIT, "--data", "sample", "--weights", "none");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .contains("Cell 3 failed", "IllegalStateException: as asked", "01_first.html")
                .doesNotContain("\tat ");
        assertThat(Files.readString(project.page("01_first.html")))
                .contains("42", "as asked")
                .doesNotContain("afterwards");
        assertThat(project.page("02_second.html")).doesNotExist();
        assertThat(project.page("02_second.ipynb")).doesNotExist();
        assertThat(ProcessHandle.allProcesses())
                .as("no nbconvert is left; for kernels see the tests below")
                .noneMatch(process -> process.info().commandLine().orElse("").contains(folder.toString()));
    }

    @Test
    void aRunThatIsEndedLeavesNoProcess() throws Exception {
        TinyProject project = new TinyProject(folder)
                .with("01_first", "# First", "while (true) { }")
                .with("02_second", "# Second", "1");
        try (Child child = project.start("--data", "sample", "--weights", "none")) {
            List<ProcessHandle> started = withTwoKernels(child.process());

            // Not SIGINT, which a shell lets its background jobs ignore; the run treats both alike.
            child.process().destroy();

            assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.process().exitValue()).isNotZero();
            assertThatAllEnd(started);
        }
    }

    @Test
    void aChapterThatIsSavedWhileTheOneBeforeRunsIsRunAsItIsNow() throws Exception {
        Path go = folder.resolve("go");
        TinyProject project = new TinyProject(folder)
                .with("01_first", "# First", waitFor(go))
                .with("02_second", "# Second", "\"yester\" + \"day\"");
        try (Child child = project.start("--data", "sample", "--weights", "none")) {
            withTwoKernels(child.process());

            project.with("02_second", "# Second", "\"to\" + \"morrow\"");
            Files.createFile(go);

            assertThat(child.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(Files.readString(project.page("02_second.html")))
                    .contains("tomorrow")
                    .doesNotContain("yesterday");
        }
    }

    private static String waitFor(Path file) {
        return "while (!java.nio.file.Files.exists(java.nio.file.Path.of(\"" + file + "\"))) Thread.sleep(100);\n";
    }

    @Test
    void aChapterThatStopsLetsTheNextOnesKernelGo() throws Exception {
        Path go = folder.resolve("go");
        TinyProject project = new TinyProject(folder)
                .with("01_first", "# First", waitFor(go) + "throw new IllegalStateException(\"as asked\");")
                .with("02_second", "# Second", "1");
        try (Child child = project.start("--data", "sample", "--weights", "none")) {
            List<ProcessHandle> started = withTwoKernels(child.process());

            Files.createFile(go);

            assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.process().exitValue()).isEqualTo(1);
            assertThatAllEnd(started);
            assertThat(project.page("02_second.ipynb")).doesNotExist();
        }
    }

    @Test
    void aRunThatIsKilledLeavesNobodyWaiting() throws Exception {
        TinyProject project = new TinyProject(folder)
                .with("01_first", "# First", "Thread.sleep(20_000);")
                .with("02_second", "# Second", "1");
        try (Child child = project.start("--data", "sample", "--weights", "none")) {
            List<ProcessHandle> started = withTwoKernels(child.process());

            child.process().destroyForcibly();

            assertThatAllEnd(started);
        }
    }

    /** What a run has started, once its first chapter's kernel runs and its second one's, too. */
    private static List<ProcessHandle> withTwoKernels(Process run) throws InterruptedException {
        for (int i = 0; i < 3000 && run.isAlive(); i++) {
            List<ProcessHandle> started = run.descendants().toList();
            long kernels = started.stream()
                    .filter(process -> process.info().command().orElse("").endsWith("/java"))
                    .count();
            if (kernels == 2) {
                TimeUnit.SECONDS.sleep(3); // and are ready
                return started;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no two kernels in five minutes, or before the run has ended");
    }

    private static void assertThatAllEnd(List<ProcessHandle> started) throws InterruptedException {
        for (int i = 0; i < 1200 && started.stream().anyMatch(ReproduceIT::runs); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(started).noneMatch(ReproduceIT::runs);
    }

    /** A dead process that nobody has asked for yet counts as alive but has no program any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    @Test
    void aSecondRunSetsNothingUpAgain() throws Exception {
        TinyProject project = new TinyProject(folder).with("01_first", "# First", "1");
        project.reproduce(LIMIT, "--data", "sample", "--weights", "none");

        TinyProject.Outcome second = project.reproduce(LIMIT, "--data", "sample", "--weights", "none");

        assertThat(second.exit()).isZero();
        assertThat(second.output()).doesNotContain("Building", "Installing", "Drawing", "Downloading");
    }

    @Test
    void badInputIsOneSentence() throws Exception {
        TinyProject project = new TinyProject(folder).with("01_first", "# First", "1");

        TinyProject.Outcome noData = project.reproduce(LIMIT, "--data", folder + "/nowhere.zip", "--weights", "none");
        TinyProject.Outcome noChapter = project.reproduce(LIMIT, "--only", "07");

        assertThat(noData.exit()).isNotZero();
        assertThat(noData.output().lines()).singleElement().asString().contains("nowhere.zip", "--data");
        assertThat(noChapter.exit()).isNotZero();
        assertThat(noChapter.output().lines()).singleElement().asString().contains("07", "01");
    }
}
