package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seven notebooks themselves, executed on a generated sample, and their pages in a browser. */
class ChaptersIT {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Path SCREENSHOTS = TinyProject.REAL.resolve("lib/target/screenshots");

    @TempDir
    private static Path root;

    private static TinyProject project;
    private static TinyProject.Outcome run;

    @BeforeAll
    static void executeAllNotebooks() throws Exception {
        project = new TinyProject(root);
        TinyProject.copy(TinyProject.REAL.resolve("notebooks"), root.resolve("notebooks"));
        run = project.reproduce(LIMIT, "--profile", "tiny", "--data", "sample", "--weights", "none");
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("reports"))) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> chapters() throws IOException {
        return pages().stream()
                .filter(page -> page.getFileName().toString().matches("\\d\\d_.*"))
                .toList();
    }

    @Test
    void allNotebooksRun() throws IOException {
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(chapters()).hasSize(7);
    }

    @Test
    void everyPageIsTrueForGeneratedImagesAndRandomWeights() throws IOException {
        new Sentences(root.resolve("reports")).areTrueFor(false, false);
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void aPageShowsItsFiguresNoErrorAndTheBanner(Path page) throws IOException {
        Document html = Jsoup.parse(page.toFile());

        assertThat(html.select("pre.error, pre.stderr").eachText()).isEmpty();
        assertThat(html.select(".math-symbols-banner")).hasSize(1);
        assertThat(html.select("main img")).as("figures").isNotEmpty();
        assertThat(html.select("img").eachAttr("alt")).doesNotContain("");
        assertThat(html.select("main img").eachAttr("src")).as("a figure twice").doesNotHaveDuplicates();
        assertThat(html.select("figcaption")).hasSameSizeAs(html.select("main img"));
        assertThat(html.select("nav.contents li")).isNotEmpty();
        assertThat(html.select("nav.contents a").eachAttr("href")).allMatch(link -> html.select("h2")
                .eachAttr("id")
                .contains(java.net.URLDecoder.decode(
                        link.substring(1).replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void aSearchIsOneTable() throws IOException {
        Document html = Jsoup.parse(project.page("02_alexnet_tuning.html").toFile());

        assertThat(html.select("table:has(th:contains(outcome)) td:first-child").eachText())
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(html.select("main").text()).doesNotContain("Best val_accuracy So Far");
    }

    @Test
    void theResultsHoldEveryNumber() throws IOException {
        JsonNode results =
                new ObjectMapper().readTree(project.page("results.json").toFile());

        assertThat(List.of(
                        "settings/profile",
                        "settings/data",
                        "settings/weights",
                        "settings/backend",
                        "settings/seed",
                        "split/train",
                        "split/validation",
                        "split/test",
                        "split/sha256/train",
                        "split/sha256/validation",
                        "split/sha256/test",
                        "alexnet/search/trials/0",
                        "alexnet/search/best/activation",
                        "alexnet/search/best/learning_rate",
                        "alexnet/search/best/val_accuracy",
                        "alexnet/history/0/epoch",
                        "alexnet/history/0/loss",
                        "alexnet/history/0/accuracy",
                        "alexnet/history/0/val_loss",
                        "alexnet/history/0/val_accuracy",
                        "alexnet/history/0/seconds",
                        "vgg19/history/0/val_accuracy",
                        "alexnet/test/loss",
                        "alexnet/test/accuracy",
                        "alexnet/test/correct",
                        "alexnet/test/of",
                        "vgg19/test/of",
                        "vgg19/ms_per_step",
                        "vgg19/test_without_twins/of",
                        "vgg19/expected_calibration_error",
                        "mcnemar/p_value",
                        "vgg19/report/add/precision",
                        "vgg19/report/add/recall",
                        "vgg19/report/add/f1",
                        "vgg19/report/add/support",
                        "reader/parameters",
                        "reader/history/0/val_accuracy",
                        "reader/test/of",
                        "reader/test_without_twins/of",
                        "reader/mcnemar_vgg19/p_value",
                        "reader/robustness/0/accuracies/VGG19/1",
                        "own_images/0/file",
                        "own_images/0/label",
                        "own_images/0/probability",
                        "seconds/01_load_and_preprocess"))
                .allSatisfy(key -> assertThat(results.at("/" + key).isMissingNode())
                        .as(key)
                        .isFalse());
    }

    @Test
    void nothingKeepsPeopleFromReadingThePages() throws Exception {
        Optional<Chromium> found = Chromium.start(TinyProject.REAL.resolve("lib/target/browser"));
        assumeTrue(found.isPresent(), "There is no browser to look at the pages with (Debian: chromium)");
        try (Chromium browser = found.get()) {
            for (Path page : pages()) {
                for (String scheme : List.of("light", "dark")) {
                    browser.prefer(scheme);
                    browser.open(page, 1280);
                    assertThat(browser.axe())
                            .as("what axe finds in %s, %s", page, scheme)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void aPageAnswersToPresses() throws Exception {
        Optional<Chromium> found = Chromium.start(TinyProject.REAL.resolve("lib/target/browser"));
        assumeTrue(found.isPresent(), "There is no browser to look at the pages with (Debian: chromium)");
        try (Chromium browser = found.get()) {
            browser.open(project.page("04_evaluation.html"), 1280);
            browser.evaluate("document.querySelector('button.enlarge').click()");
            assertThat(browser.evaluate("document.querySelector('dialog').open").asBoolean())
                    .as("an enlarged figure")
                    .isTrue();
            browser.evaluate("document.querySelector('dialog button').click()");
            browser.evaluate("document.querySelectorAll('.sort')[1].click()");
            assertThat(browser.evaluate("document.querySelectorAll('th[aria-sort=ascending]').length")
                            .asInt())
                    .as("sorted columns")
                    .isEqualTo(1);
            browser.evaluate("document.querySelector('.hide-code').click()");
            browser.open(project.page("02_alexnet_tuning.html"), 1280);
            for (String column : List.of("parameters", "output")) {
                browser.evaluate(
                        "(b => { b.click(); b.click(); })([...document.querySelectorAll('.sort')].find(b => b.textContent === '"
                                + column + "'))");
                assertThat(browser.evaluate(
                                        "(rows => [rows[0], rows[rows.length - 1]].map(row => row.textContent).join())"
                                                + "(document.querySelector('table:has([aria-sort])').tBodies[0].rows)")
                                .asText())
                        .as("the first and the last row by " + column + ", largest first")
                        .matches("(?s).*" + (column.equals("output") ? "96 × 54 × 54" : "dense2") + ".*,.*total.*");
            }
            browser.open(project.page("06_conclusion.html"), 1280);
            assertThat(browser.evaluate("[...document.querySelectorAll('details.code')].some(d => d.offsetHeight > 0)")
                            .asBoolean())
                    .as("code on the next page")
                    .isFalse();
            browser.evaluate("document.querySelector('.hide-code').click()");
        }
    }

    @Test
    void figuresAnswer() throws Exception {
        Optional<Chromium> found = Chromium.start(TinyProject.REAL.resolve("lib/target/browser"));
        assumeTrue(found.isPresent(), "There is no browser to look at the pages with (Debian: chromium)");
        try (Chromium browser = found.get()) {
            browser.open(project.page("06_conclusion.html"), 1280);
            assertThat(said(browser, "figure[data-panels]")).startsWith("Point at the picture, or choose: ");
            choose(browser, "figure[data-panels] select", 1);
            assertThat(said(browser, "figure[data-panels]")).matches("Validation loss, VGG19, Epoch [0-9]+: [0-9.]+");
            String told = said(browser, "figure[data-panels]");
            assertThat(browser.evaluate("getComputedStyle(document.querySelector('svg.answer polyline.own')).stroke")
                            .asText())
                    .as("the second line's own colour")
                    .isEqualTo("rgb(213, 94, 0)");
            JsonNode point = browser.evaluate("(c => { c.scrollIntoView({ block: 'center' });"
                    + " const b = c.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })("
                    + "document.querySelector('svg.answer circle'))");
            choose(browser, "figure[data-panels] select", 0);
            assertThat(said(browser, "figure[data-panels]")).isNotEqualTo(told);
            browser.mouse("mouseMoved", point.get(0).asDouble(), point.get(1).asDouble());
            assertThat(said(browser, "figure[data-panels]"))
                    .as("what the point under the pointer tells")
                    .isEqualTo(told);

            browser.open(project.page("04_evaluation.html"), 1280);
            choose(browser, ".tools select", 0);
            assertThat(said(browser, "figure")).matches("[0-9]+ of [0-9]+ images of .* read as .*");
            assertThat(count(browser, ".tools .images img"))
                    .as("images of the cell")
                    .isPositive();
            String before = browser.evaluate(source()).asText();
            browser.evaluate("(s => { s.selectedIndex = 2; s.onchange(); })(" + sorting() + ")");
            assertThat(browser.evaluate(source()).asText())
                    .as("the sorted picture")
                    .isNotEqualTo(before);

            browser.open(project.page("07_beyond_the_report.html"), 390);
            assertThat(browser.evaluate("new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn, 200)))"
                                    + ".then(() => document.querySelector('.math-symbols-reader iframe'))"
                                    + ".then(frame => frame.offsetHeight - frame.contentDocument.body.offsetHeight)")
                            .asInt())
                    .as("what of the pad is cut off")
                    .isZero();

            browser.open(project.page("03_vgg19_transfer.html"), 1280);
            assertThat(count(browser, ".slides label:not([hidden])"))
                    .as("sliders")
                    .isEqualTo(3);
        }
    }

    private static String sorting() {
        return "[...document.querySelectorAll('.tools select')].find(s => s.textContent.startsWith('loss'))";
    }

    private static String source() {
        return sorting() + ".closest('figure').querySelector('img').src";
    }

    private static void choose(Chromium browser, String list, int place) throws Exception {
        browser.evaluate(
                "(s => { s.selectedIndex = " + place + "; s.onchange(); })(document.querySelector('" + list + "'))");
    }

    private static String said(Chromium browser, String figure) throws Exception {
        return browser.evaluate("document.querySelector('" + figure + " output').value")
                .asText();
    }

    private static int count(Chromium browser, String elements) throws Exception {
        return browser.evaluate("document.querySelectorAll('" + elements + "').length")
                .asInt();
    }

    @Test
    void thePagesReadWellInABrowser() throws Exception {
        Optional<Chromium> found = Chromium.start(TinyProject.REAL.resolve("lib/target/browser"));
        assumeTrue(found.isPresent(), "There is no browser to look at the pages with (Debian: chromium)");
        try (Chromium browser = found.get()) {
            for (Path page : pages()) {
                for (int width : new int[] {1280, 390}) {
                    browser.open(page, width);
                    String name = page.getFileName().toString().replace(".html", "");
                    browser.screenshot(SCREENSHOTS.resolve(name + "_" + width + ".png"));
                    assertThat(browser.errors()).as("errors of " + page).isEmpty();
                    assertThat(browser.requests())
                            .as("requests of " + page)
                            .containsExactly(page.toUri().toString());
                    assertThat(browser.evaluate("[...document.images].filter(i => !i.naturalWidth).length")
                                    .asInt())
                            .as("missing images of " + page)
                            .isZero();
                    assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                    .asInt())
                            .as("width of " + page)
                            .isLessThanOrEqualTo(width);
                }
            }
        }
    }
}
