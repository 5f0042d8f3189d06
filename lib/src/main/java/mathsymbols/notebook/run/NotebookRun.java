package mathsymbols.notebook.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.Json;
import mathsymbols.io.Stopwatch;
import mathsymbols.notebook.ProgressBar;

/** Has nbconvert execute chapters in the project's kernel and write their pages. */
final class NotebookRun {
    private static final int LINES_KEPT = 30;

    private final Jupyter jupyter;
    private final Path config;
    private final Path out;
    private final Map<String, String> environment;
    private final Runnable documentation;

    /**
     * @param config nbconvert's configuration file
     * @param out the folder of the pages
     * @param environment what the notebooks' settings are read from
     * @param documentation waits for the library's documentation, to which the pages' code is linked
     */
    NotebookRun(Jupyter jupyter, Path config, Path out, Map<String, String> environment, Runnable documentation) {
        this.jupyter = jupyter;
        this.config = config;
        this.out = out;
        this.environment = environment;
        this.documentation = documentation;
    }

    /** A chapter stopped: {@code getMessage()} says where and why; the page up to there is kept. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    /**
     * Executes a chapter and writes its page, beside which the notebook itself is laid.
     *
     * @param log told each line that nbconvert writes, such as {@code cell 3 of 20}
     * @return how long it took, as the page says, too
     * @throws Failure if a cell failed or the kernel died
     */
    Duration execute(Chapter chapter, Consumer<String> log) throws IOException, InterruptedException, Failure {
        Stopwatch watch = Stopwatch.start();
        Path half = Files.createTempFile("math-symbols-", ".ipynb");
        try {
            Files.delete(half);
            Path beside = out.resolve(chapter.notebook().getFileName());
            AtomicFile.replace(beside, path -> Files.copy(chapter.notebook(), path));
            Map<String, String> variables = new HashMap<>(environment);
            variables.put("MATH_SYMBOLS_FAILED", half.toString());
            Deque<String> last = new ArrayDeque<>();
            int exit = convert(chapter.notebook(), chapter, List.of("--execute"), variables, line -> {
                last.addLast(line);
                if (last.size() > LINES_KEPT) {
                    last.removeFirst();
                }
                log.accept(line);
            });
            if (exit != 0 && Files.exists(half)) {
                convert(half, chapter, List.of(), variables, line -> {});
                throw new Failure(failure(half, last) + "\nThe page up to there: " + out.resolve(chapter.page()));
            } else if (exit != 0) {
                throw new Failure("nbconvert ended with code " + exit + ":\n" + String.join("\n", last));
            }
            Duration took = watch.elapsed();
            Path page = out.resolve(chapter.page());
            String html =
                    Files.readString(page).replace("<span class=\"took\"></span>", " in " + ProgressBar.clock(took));
            AtomicFile.replace(page, path -> Files.writeString(path, html));
            return took;
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private int convert(
            Path notebook, Chapter chapter, List<String> more, Map<String, String> variables, Consumer<String> log)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "--to", "html",
                "--config", config.toString(),
                "--output-dir", out.toString(),
                "--output", chapter.name()));
        arguments.addAll(more);
        arguments.add(notebook.toString());
        ProcessBuilder nbconvert = jupyter.process(arguments, variables).redirectErrorStream(true);
        try (Child child = new Child(nbconvert.start());
                BufferedReader lines = child.process().inputReader()) {
            lines.lines().forEach(log);
            int exit = child.process().waitFor();
            if (exit == 0) {
                Path page = out.resolve(chapter.page());
                documentation.run();
                String html = ApiLinks.add(Equations.toMathMl(Files.readString(page)), out);
                AtomicFile.replace(page, path -> Files.writeString(path, html));
            }
            return exit;
        }
    }

    /** Where and why the half-executed notebook stopped. */
    private static String failure(Path half, Deque<String> log) throws IOException {
        int number = 0;
        for (JsonNode cell : Json.MAPPER.readTree(half.toFile()).path("cells")) {
            number++;
            for (JsonNode output : cell.path("outputs")) {
                if (output.path("output_type").asText().equals("error")) {
                    return "Cell " + number + " failed:\n\n"
                            + Chapter.source(cell.path("source")).indent(4) + "\n"
                            + message(output.path("traceback")).indent(4);
                }
            }
        }
        return "The kernel died:\n" + String.join("\n", log);
    }

    /** What the kernel says of an error, without colours and without the stack. */
    private static String message(JsonNode traceback) {
        return StreamSupport.stream(traceback.spliterator(), false)
                .flatMap(lines -> lines.asText().lines())
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .filter(line -> !line.matches("-{5,}|\\s+at .*|\\s*"))
                .collect(Collectors.joining("\n"));
    }
}
