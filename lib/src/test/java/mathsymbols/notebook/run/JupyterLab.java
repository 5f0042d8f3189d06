package mathsymbols.notebook.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import mathsymbols.notebook.Home;

/**
 * A JupyterLab in a browser without a window, as a reader sees it whose server has a name and a path of its own, such as
 * behind JupyterHub. Where nothing happens for long it fails with a screenshot.
 */
final class JupyterLab implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Known to the browser only. */
    private static final String HOST = "classroom.test";

    private static final String BASE = "/hub/user/reader/";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NOTEBOOK = "jupyterapp.shell.currentWidget";
    /** An expression for the cell at the cursor. */
    static final String CELL = NOTEBOOK + ".content.activeCell";

    private final Chromium browser;
    private final Child server;
    private final Path log;
    private final int port;

    private JupyterLab(Chromium browser, Child server, Path log, int port) {
        this.browser = browser;
        this.server = server;
        this.log = log;
        this.port = port;
    }

    /**
     * Serves a project's notebooks.
     *
     * @param folder where browser and server may keep what they like
     * @return empty if there is no JupyterLab, on the {@code PATH} or in {@code environment/venv}, or no browser
     */
    static Optional<JupyterLab> start(TinyProject project, Path folder) throws Exception {
        Optional<Jupyter> jupyter = Jupyter.present(new Home(TinyProject.REAL), Jupyter.Tool.LAB);
        if (jupyter.isEmpty()) {
            return Optional.empty();
        }
        // Without site isolation, frames of other origins can be asked as well.
        Optional<Chromium> browser = Chromium.start(
                folder.resolve("browser"),
                "--host-resolver-rules=MAP " + HOST + " 127.0.0.1",
                "--disable-site-isolation-trials",
                "--disable-features=IsolateOrigins,site-per-process");
        if (browser.isEmpty()) {
            return Optional.empty();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path log = folder.resolve("jupyter.log");
        ProcessBuilder process = jupyter.get()
                .process(options(port, project), environment(folder))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        process.environment().put("JUPYTER_PATH", project.home().environment().toString());
        process.environment().keySet().removeIf(name -> name.startsWith("MATH_SYMBOLS_"));
        process.environment().put("MATH_SYMBOLS_WEIGHTS", "none");
        browser.get().focus();
        return Optional.of(new JupyterLab(browser.get(), new Child(process.start()), log, port));
    }

    private static List<String> options(int port, TinyProject project) {
        return List.of(
                "--allow-root",
                "--no-browser",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--ServerApp.port_retries=0",
                "--ServerApp.base_url=" + BASE,
                "--ServerApp.allow_remote_access=True",
                "--ServerApp.root_dir=" + project.home().notebooks(),
                "--IdentityProvider.token=",
                "--LabApp.expose_app_in_browser=True");
    }

    /** Nobody's own settings are read, no news are fetched, and every run is the first. */
    private static Map<String, String> environment(Path folder) throws IOException {
        Path settings = folder.resolve("settings");
        Path quiet = settings.resolve("@jupyterlab/apputils-extension/notification.jupyterlab-settings");
        Files.createDirectories(quiet.getParent());
        Files.writeString(quiet, "{\"fetchNews\": \"false\", \"checkForUpdates\": false}");
        return Map.of(
                "JUPYTER_NO_CONFIG", "1",
                "JUPYTER_DATA_DIR", folder.resolve("data").toString(),
                "JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString(),
                "JUPYTERLAB_SETTINGS_DIR", settings.toString(),
                "JUPYTERLAB_WORKSPACES_DIR", folder.resolve("workspaces").toString());
    }

    private void awaitServer() throws Exception {
        HttpRequest status = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + BASE + "api/status"))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpClient.newHttpClient().send(status, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !server.process().isAlive()) {
                    throw new AssertionError("JupyterLab does not answer:\n" + Files.readString(log), e);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    Chromium browser() {
        return browser;
    }

    /** Opens a notebook alone and waits for its kernel. */
    void open(String notebook) throws Exception {
        awaitServer();
        browser.open(URI.create("http://" + HOST + ":" + port + BASE + "doc/tree/" + notebook + ".ipynb"), 1280);
        await("window.jupyterapp && " + NOTEBOOK + "?.sessionContext?.isReady");
    }

    /** Does what a menu's entry or a key does, to its end. */
    void command(String name) throws Exception {
        begin(name);
        await("window.done");
    }

    void begin(String name) throws Exception {
        browser.evaluate("window.done = false; void jupyterapp.commands.execute('" + name
                + "').then(() => { window.done = true; })");
    }

    /** Types code into a new cell at the notebook's end. */
    void type(String code) throws Exception {
        browser.evaluate(NOTEBOOK + ".content.activeCellIndex = " + NOTEBOOK + ".content.widgets.length - 1");
        command("notebook:insert-cell-below");
        command("notebook:enter-edit-mode");
        browser.evaluate(CELL + ".editor.replaceSelection(" + JSON.writeValueAsString(code) + ")");
    }

    /** Types code and runs it to its end; the outputs, as a notebook's file has them. */
    JsonNode run(String code) throws Exception {
        type(code);
        begin("notebook:run-cell");
        return outputs();
    }

    /** The outputs of the cell at the cursor, once it has ended. */
    JsonNode outputs() throws Exception {
        await(CELL + ".model.executionCount && " + CELL + ".model.executionState === 'idle'");
        return json(CELL + ".model.toJSON().outputs");
    }

    /** All cells, as a notebook's file has them. */
    JsonNode cells() throws Exception {
        return json(NOTEBOOK + ".context.model.toJSON().cells");
    }

    private JsonNode json(String expression) throws Exception {
        return JSON.readTree(
                browser.evaluate("JSON.stringify(" + expression + ")").asText());
    }

    /** An expression for the first element of the cell at the cursor that a CSS selector names. */
    static String find(String selector) {
        return CELL + ".node.querySelector('" + selector + "')";
    }

    void await(String condition) throws Exception {
        await(condition, () -> browser.evaluate("Boolean(" + condition + ")").asBoolean());
    }

    void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                Path picture = TinyProject.REAL.resolve("lib/target/screenshots/jupyterlab.png");
                browser.screenshot(picture);
                throw new AssertionError("Waited in vain, see " + picture + ", for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() {
        server.close();
        browser.close();
    }
}
