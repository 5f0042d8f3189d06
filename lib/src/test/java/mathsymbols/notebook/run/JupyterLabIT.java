package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import mathsymbols.data.sample.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chapter 1 in a real JupyterLab, and what a reader may try in further cells of it. */
class JupyterLabIT {
    private static final String CHAPTER = "01_load_and_preprocess";

    /** A classifier that has learnt nothing but answers. */
    private static final String CLASSIFIER = """
            import mathsymbols.predict.*;
            import mathsymbols.predict.pad.*;
            var layers = mathsymbols.nn.Reader.configuration(2, new org.nd4j.linalg.learning.config.NoOp(), 1);
            var network = new org.deeplearning4j.nn.multilayer.MultiLayerNetwork(layers);
            network.init();
            var source = new Provenance.Source("0".repeat(64), false);
            var classifier = SymbolClassifier.reader(
                    network, List.of("7", "x"), Provenance.now("tiny", source, 1, 0.5));
            """;

    private static final String CORNER = "(e => [e.getBoundingClientRect().left, e.getBoundingClientRect().top])";
    private static final String ANSWER = "document.getElementById('candidates').textContent";
    /** How bright the paper is at a place of the page's measure. */
    private static final String INK = "((x, y) => (p => p.getContext('2d').getImageData(x * p.width / p.clientWidth,"
            + " y * p.height / p.clientHeight, 1, 1).data[0])(document.getElementById('paper')))";

    @TempDir
    private static Path folder;

    private static JupyterLab lab;
    private static Chromium browser;
    private static JsonNode chapter;

    @BeforeAll
    static void runTheFirstChapter() throws Exception {
        TinyProject project = new TinyProject(folder.resolve("project"));
        Path file = Path.of("notebooks", CHAPTER + ".ipynb");
        Files.copy(TinyProject.REAL.resolve(file), project.home().root().resolve(file));
        Sample.generate(Files.createDirectories(project.home().dataFolder()).resolve("sample.zip"), 1001, 12);
        project.writeKernel();
        Optional<JupyterLab> found = JupyterLab.start(project, folder);
        assumeTrue(
                found.isPresent(),
                "JupyterLab (pip: environment/requirements.txt) or a browser (Debian: chromium) is missing");
        lab = found.get();
        browser = lab.browser();
        lab.open(CHAPTER);
        lab.command("notebook:run-all-cells");
        chapter = lab.cells();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void theFirstChapterRunsWhole() {
        List<JsonNode> code = StreamSupport.stream(chapter.spliterator(), false)
                .filter(cell -> cell.path("cell_type").asText().equals("code"))
                .toList();
        assertThat(code)
                .extracting(cell -> cell.path("execution_count").asInt())
                .isEqualTo(IntStream.rangeClosed(1, code.size()).boxed().toList());
        assertThat(chapter.findValuesAsText("output_type"))
                .contains("display_data")
                .doesNotContain("error");
        assertThat(chapter.findValuesAsText("name")).contains("stdout").doesNotContain("stderr");
        assertThat(String.join("\n", chapter.findValuesAsText("text")))
                .contains("Shape of the batch's images: [8, 3, 224, 224]");
        assertThat(chapter.findValuesAsText("text/html"))
                .filteredOn(html -> html.startsWith("<figure"))
                .hasSize(5);
    }

    @Test
    void aBarMovesInPlaceUntilItsCellIsInterrupted() throws Exception {
        lab.type("""
                var bar = new mathsymbols.notebook.ProgressBar();
                for (long i = 0; i < 5_000; i++) {
                    bar.update("Counting", i, 1_000_000);
                    Thread.sleep(20);
                }""");
        lab.begin("notebook:run-cell");
        String bars = "[..." + JupyterLab.CELL
                + ".node.querySelectorAll('.jp-OutputArea-child')].map(o => o.innerText.trim())";
        lab.await(bars + "[0]");
        JsonNode early = browser.evaluate(bars);
        lab.await(bars + "[0] !== '" + early.get(0).asText() + "'");
        JsonNode late = browser.evaluate(bars);
        assertThat(List.of(early, late))
                .allSatisfy(shown -> assertThat(shown).singleElement().satisfies(text -> assertThat(text.asText())
                        .matches("Counting: [0-9,]+ of 1,000,000, .*")));

        lab.begin("notebook:interrupt-kernel");
        JsonNode outputs = lab.outputs();
        assertThat(outputs.findValuesAsText("output_type")).containsExactly("display_data", "error");
        assertThat(outputs.findValuesAsText("ename")).containsExactly("EvaluationInterruptedException");
        assertThat(lab.run("6 * 7").findValuesAsText("text/plain")).containsExactly("42");
    }

    @Test
    void shiftTabTellsSignatureAndJavadoc() throws Exception {
        lab.type("mathsymbols.data.Split.ofReport(");
        browser.key("Tab", 9, 8);
        lab.await("document.querySelector('.jp-Tooltip')");
        assertThat(browser.evaluate("document.querySelector('.jp-Tooltip').innerText")
                        .asText())
                .containsPattern("Split\\.ofReport\\([a-z.]*Dataset dataset\\)")
                .contains("The report's own split, file by file.");
        browser.key("Escape", 27, 0);
    }

    @Test
    void thePadAnswersUnderAnotherHostAndPath() throws Exception {
        lab.run(CLASSIFIER + "var pad = DrawingPad.open(classifier);\npad");
        String frame = scrollTo("iframe");
        String origin = browser.evaluate("new URL(" + frame + ".src).origin").asText();
        draw(frame, script -> browser.evaluate(script, origin));
    }

    @Test
    void aPadThatIsNotReachedSaysSo() throws Exception {
        lab.run(CLASSIFIER + "var pad = DrawingPad.open(classifier);\npad.close();\npad");
        String line = scrollTo("img");
        lab.await(line + ".complete && !" + JupyterLab.find("iframe") + ".checkVisibility()");
        assertThat(browser.evaluate(JupyterLab.find("div.math-symbols-pad a") + ".checkVisibility()")
                        .asBoolean())
                .as("a link that leads nowhere")
                .isFalse();
        assertThat(browser.evaluate(line + ".naturalWidth").asInt()).isZero();
        assertThat(browser.evaluate(line + ".checkVisibility() && " + line + ".alt")
                        .asText())
                .contains("This browser does not reach the drawing pad", "Run the cell again");
        assertThat(browser.evaluate(line + ".getBoundingClientRect().width").asInt())
                .as("its text has room")
                .isGreaterThan(500);
    }

    @Test
    void theReaderOfChapter7NeedsNoServer() throws Exception {
        lab.run(CLASSIFIER + "ReaderPage.of(classifier)");
        String frame = scrollTo("iframe");
        draw(frame, script -> browser.evaluate("(document => " + script + ")(" + frame + ".contentDocument)"));
    }

    @Test
    void aSliderMoves() throws Exception {
        lab.run("""
                mathsymbols.plot.Figures.steps(
                        new TreeMap<>(Map.of("first", new double[] {4, 2, 1}, "second", new double[] {4, 3})))""");
        String slider = scrollTo(".slides input");
        lab.await(slider + ".checkVisibility()");
        String chosen = JupyterLab.find(".slides output") + ".value";
        assertThat(browser.evaluate(chosen).asText()).isEqualTo("first");
        browser.evaluate(slider + ".focus()");
        browser.key("ArrowRight", 39, 0);
        lab.await(chosen + " === 'second'");
    }

    @Test
    void aRestartForgetsAllButHowToShowThings() throws Exception {
        lab.run("int kept = 1;");
        lab.begin("notebook:restart-kernel");
        String yes = "document.querySelector('.jp-Dialog button.jp-mod-accept')";
        lab.await(yes);
        browser.evaluate(yes + ".click()");
        lab.await("window.done");
        assertThat(lab.run("tech.tablesaw.api.Table.create()")
                        .get(0)
                        .path("execution_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(lab.outputs().get(0).path("data").has("text/html")).isTrue();
        assertThat(lab.run("kept").findValuesAsText("output_type")).containsExactly("error");
    }

    /** Brings an element of the output into the middle of the window; an expression for it. */
    private static String scrollTo(String selector) throws Exception {
        String element = JupyterLab.find(selector);
        lab.await(element);
        browser.evaluate(element + ".scrollIntoView({ block: 'center', behavior: 'instant' })");
        String top = element + ".getBoundingClientRect().top";
        lab.await(
                top + " === window.lastTop || void (window.lastTop = " + top + ")"); // other parts may still be growing
        return element;
    }

    /** What a script makes of the page in a frame. */
    private interface Page {
        JsonNode evaluate(String script) throws Exception;
    }

    /** Draws a stroke, as a hand does, and waits for what the page makes of it. */
    private static void draw(String frame, Page page) throws Exception {
        lab.await("a page to draw on", () -> page.evaluate(
                        "document.readyState === 'complete' && document.getElementById('paper') !== null")
                .asBoolean());
        JsonNode outer = browser.evaluate(CORNER + "(" + frame + ")");
        JsonNode inner = page.evaluate(CORNER + "(document.getElementById('paper'))");
        double x = outer.get(0).asDouble() + inner.get(0).asDouble() + 100;
        double y = outer.get(1).asDouble() + inner.get(1).asDouble() + 150;
        browser.mouse("mousePressed", x, y);
        for (int i = 1; i <= 10; i++) {
            browser.mouse("mouseMoved", x + 10 * i, y + 5 * i);
        }
        browser.mouse("mouseReleased", x + 100, y + 50);
        assertThat(page.evaluate(INK + "(200, 200)").asInt())
                .as("its end is black")
                .isZero();
        lab.await("an answer", () -> page.evaluate(ANSWER).asText().endsWith(" %"));
    }
}
