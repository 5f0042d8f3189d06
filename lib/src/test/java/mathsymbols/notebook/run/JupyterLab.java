package mathsymbols.notebook.run;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JupyterLab that serves a project's notebooks under a host name and a path of its own, as a teacher's server might. */
final class JupyterLab implements AutoCloseable {
    /** Known to the browser only. */
    static final String HOST = "teacher.example";

    private static final String BASE = "/class/room/";
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Child child;
    private final int port;

    private JupyterLab(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /** The program, on the {@code PATH} or in the project's own environment; empty where there is none. */
    static Optional<String> find() {
        return List.of(
                        "jupyter",
                        TinyProject.REAL.resolve("environment/venv/bin/jupyter").toString())
                .stream()
                .filter(JupyterLab::hasLab)
                .findFirst();
    }

    private static boolean hasLab(String jupyter) {
        try {
            return new ProcessBuilder(jupyter, "lab", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JupyterLab start(String jupyter, TinyProject project, Path folder) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(
                jupyter,
                "lab",
                "--allow-root",
                "--no-browser",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--ServerApp.port_retries=0",
                "--ServerApp.base_url=" + BASE,
                "--ServerApp.allow_remote_access=True",
                "--IdentityProvider.token=",
                "--ServerApp.password=",
                "--LabApp.expose_app_in_browser=True",
                "--ServerApp.root_dir=" + project.home().notebooks()));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("jupyter.log").toFile());
        process.environment().put("JUPYTER_PATH", project.home().environment().toString());
        process.environment().put("JUPYTER_NO_CONFIG", "1");
        for (String name : List.of("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")) {
            process.environment()
                    .put(name, Files.createDirectories(folder.resolve(name)).toString());
        }
        process.environment()
                .put("JUPYTERLAB_SETTINGS_DIR", folder.resolve("settings").toString());
        process.environment()
                .put("JUPYTERLAB_WORKSPACES_DIR", folder.resolve("workspaces").toString());
        JupyterLab lab = new JupyterLab(new Child(process.start()), port);
        lab.awaitAnswer(folder);
        return lab;
    }

    private void awaitAnswer(Path folder) throws Exception {
        HttpRequest status = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + BASE + "api/status"))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpClient.newHttpClient().send(status, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !child.process().isAlive()) {
                    throw new AssertionError(
                            "JupyterLab does not answer:\n" + Files.readString(folder.resolve("jupyter.log")), e);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** Where a notebook is to be opened, in a window without other documents. */
    URI notebook(String name) {
        return URI.create("http://" + HOST + ":" + port + BASE + "doc/tree/" + name + ".ipynb");
    }

    @Override
    public void close() {
        child.close();
    }
}
