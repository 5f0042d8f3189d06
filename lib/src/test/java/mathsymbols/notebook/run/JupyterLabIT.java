package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mathsymbols.data.sample.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The notebooks in a real JupyterLab in a real browser, as a class meets them: under the host name of a teacher's server and
 * below a path.
 */
class JupyterLabIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTEBOOK = "jupyterapp.shell.currentWidget";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    /** A pad whose classifier needs no network: whatever is drawn, it is a 7. */
    private static final String PAD = """
            var open = mathsymbols.predict.pad.DrawingPad.class.getDeclaredMethod("open",
                    java.util.function.Function.class, java.time.Duration.class);
            open.setAccessible(true);
            java.util.function.Function<java.awt.image.BufferedImage, mathsymbols.predict.Prediction> seven =
                    drawing -> new mathsymbols.predict.Prediction(
                            List.of(new mathsymbols.predict.Prediction.Candidate("7", 0.9)));
            var pad = (mathsymbols.predict.pad.DrawingPad) open.invoke(null, seven, java.time.Duration.ofMinutes(5));
            System.out.println(pad.address());
            """;

    @TempDir
    private static Path folder;

    private static JupyterLab lab;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> jupyter = JupyterLab.find();
        assumeTrue(
                jupyter.isPresent(),
                "There is no JupyterLab (python3 -m venv environment/venv; pip install -r environment/requirements.txt)");
        // One process for all frames: what a frame shows can be asked, whatever its origin.
        Optional<Chromium> found = Chromium.start(
                folder.resolve("browser"),
                "--host-resolver-rules=MAP " + JupyterLab.HOST + " 127.0.0.1",
                "--disable-site-isolation-trials",
                "--disable-features=IsolateOrigins,site-per-process");
        assumeTrue(found.isPresent(), "There is no browser to run JupyterLab in (Debian: chromium)");
        browser = found.get();
        TinyProject project = new TinyProject(folder.resolve("project"))
                .with(
                        "live",
                        "# Live",
                        "var bar = new mathsymbols.notebook.ProgressBar();\n"
                                + "for (int i = 0; i <= 40; i++) { bar.update(\"Counting\", i, 40); Thread.sleep(100); }",
                        "int kept = 1;\nwhile (true) { Thread.sleep(10); }",
                        "6 * 7",
                        "kept",
                        "mathsymbols.data.Split.ofReport(",
                        PAD,
                        "pad",
                        "mathsymbols.plot.Figures.confusions(java.util.Map.of(\"once\","
                                + " new mathsymbols.eval.ConfusionMatrix(List.of(\"x\"), new int[][] {{1}})))");
        String first = "01_load_and_preprocess.ipynb";
        Files.copy(
                TinyProject.REAL.resolve("notebooks").resolve(first),
                project.home().notebooks().resolve(first));
        Sample.generate(Files.createDirectories(project.home().dataFolder()).resolve("sample.zip"), 1001, 12);
        project.writeKernel();
        lab = JupyterLab.start(jupyter.get(), project, folder);
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theFirstChapterRunsWhole() throws Exception {
        open("01_load_and_preprocess");
        command("notebook:run-all-cells", "{}");
        await(
                "the last cell has run",
                NOTEBOOK + ".content.widgets.filter(c => c.model.type === 'code')"
                        + ".every(c => c.model.executionCount) && " + idle());

        JsonNode cells = JSON.readTree(browser.evaluate("JSON.stringify(" + NOTEBOOK + ".context.model.toJSON().cells)")
                .asText());
        assertThat(cells.findValuesAsText("output_type"))
                .doesNotContain("error")
                .contains("execute_result");
        assertThat(cells.toString())
                .contains("Shape of the batch's images", "<figure class=")
                .doesNotContain("\"stderr\"");
    }

    @Test
    void aNotebookAnswersWhoeverWorksInIt() throws Exception {
        open("live");
        aBarMovesInPlace();
        aCellIsInterrupted();
        shiftTabTellsAboutAMethod();
        thePadAnswersWhereTheNotebookHasAnotherHost();
        aSliderShows();
        aRestartForgetsAll();
    }

    private void aBarMovesInPlace() throws Exception {
        start(1);
        await("a bar", "document.querySelector('progress')?.value > 0");
        double early =
                browser.evaluate("document.querySelector('progress').value").asDouble();
        await("a longer bar", "document.querySelector('progress').value > " + (early + 0.2));
        awaitIdle();
        assertThat(browser.evaluate("document.querySelectorAll('progress').length")
                        .asInt())
                .isEqualTo(1);
        assertThat(output(1)).contains("Counting: 40 of 40");
    }

    private void aCellIsInterrupted() throws Exception {
        start(2);
        await("a busy kernel", NOTEBOOK + ".sessionContext.session.kernel.status === 'busy'");
        TimeUnit.SECONDS.sleep(1);
        command("notebook:interrupt-kernel", "{}");
        awaitIdle();
        assertThat(output(2)).contains("\"error\"");
        run(3);
        assertThat(output(3)).contains("42");
    }

    private void shiftTabTellsAboutAMethod() throws Exception {
        browser.evaluate(NOTEBOOK + ".content.activeCellIndex = 5");
        command("notebook:enter-edit-mode", "{}");
        browser.evaluate("(e => e.setCursorPosition(e.getPositionAt(e.model.sharedModel.source.length)))(" + NOTEBOOK
                + ".content.activeCell.editor)");
        browser.evaluate(NOTEBOOK + ".content.activeCell.editor.focus()");
        browser.key("Tab", 9, 8);
        await("a tooltip", "document.querySelector('.jp-Tooltip')?.innerText.includes('ofReport')");
        browser.key("Escape", 27, 0);
    }

    private void thePadAnswersWhereTheNotebookHasAnotherHost() throws Exception {
        run(6);
        String address = output(6).replaceAll("(?s).*(http://127[^\\\\\"]+).*", "$1");
        String origin = address.substring(0, address.indexOf('/', 8));
        run(7);
        browser.evaluate("document.querySelector('iframe[title=\"Drawing pad\"]').scrollIntoView({ block: 'center' })");
        await("the pad's page", "document.querySelector('.math-symbols-pad img').naturalWidth === 1");
        JsonNode frame = browser.evaluate(
                "(b => [b.left, b.top])(document.querySelector('iframe[title=\"Drawing pad\"]').getBoundingClientRect())");
        double x = frame.get(0).asDouble() + 100;
        double y = frame.get(1).asDouble() + 150;
        browser.mouse("mousePressed", x, y);
        for (int i = 0; i < 10; i++) {
            browser.mouse("mouseMoved", x + 10 * i, y);
        }
        browser.mouse("mouseReleased", x + 90, y);
        long end = System.nanoTime() + PATIENCE;
        String answer = "";
        while (!answer.contains("90.0 %") && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            answer = browser.evaluate("document.getElementById('candidates').textContent", origin)
                    .asText();
        }
        assertThat(answer).isEqualTo("790.0 %");
    }

    private void aSliderShows() throws Exception {
        run(8);
        await("a slider", "document.querySelector('.slides input[type=range]')?.checkVisibility()");
        assertThat(browser.evaluate("document.querySelector('.slides output').value")
                        .asText())
                .isEqualTo("once");
    }

    private void aRestartForgetsAll() throws Exception {
        command("notebook:restart-kernel", "{}");
        await("the question whether to restart", "document.querySelector('.jp-Dialog button.jp-mod-accept')");
        browser.evaluate("document.querySelector('.jp-Dialog button.jp-mod-accept').click()");
        TimeUnit.SECONDS.sleep(1);
        awaitIdle();
        run(3);
        assertThat(output(3)).contains("\"execution_count\":1").contains("42");
        run(4);
        assertThat(output(4)).contains("\"error\"");
    }

    private static void open(String notebook) throws Exception {
        browser.open(lab.notebook(notebook), 1280);
        await("an open notebook", "window.jupyterapp && " + NOTEBOOK + "?.sessionContext?.isReady && " + idle());
    }

    /** Runs a cell to its end. */
    private static void run(int cell) throws Exception {
        String ran = NOTEBOOK + ".content.widgets[" + cell + "].model.executionCount";
        String before = browser.evaluate(ran).asText();
        start(cell);
        await("cell " + cell + " has run", ran + " && String(" + ran + ") !== '" + before + "' && " + idle());
    }

    private static void start(int cell) throws Exception {
        browser.evaluate(NOTEBOOK + ".content.activeCellIndex = " + cell);
        browser.evaluate(NOTEBOOK + ".content.deselectAll()");
        command("notebook:run-cell", "{}");
    }

    private static void command(String name, String arguments) throws Exception {
        browser.evaluate("void jupyterapp.commands.execute('" + name + "', " + arguments + ")");
    }

    private static String idle() {
        return NOTEBOOK + ".sessionContext.session?.kernel?.status === 'idle'";
    }

    private static void awaitIdle() throws Exception {
        await("an idle kernel", idle());
    }

    private static String output(int cell) throws Exception {
        return browser.evaluate("JSON.stringify(" + NOTEBOOK + ".content.widgets[" + cell + "].model.toJSON())")
                .asText();
    }

    private static void await(String what, String condition) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!browser.evaluate("Boolean(" + condition + ")").asBoolean()) {
            if (System.nanoTime() > end) {
                Path picture = TinyProject.REAL.resolve("lib/target/screenshots/jupyterlab.png");
                browser.screenshot(picture);
                throw new AssertionError("Waited in vain for " + what + "; the window is in " + picture);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
