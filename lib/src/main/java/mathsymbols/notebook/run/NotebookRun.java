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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.Json;
import mathsymbols.io.Stopwatch;
import mathsymbols.notebook.ProgressBar;

/** Has nbconvert execute chapters in the project's kernel and write their pages. */
final class NotebookRun implements AutoCloseable {
    private static final int LINES_KEPT = 30;

    /** What nbconvert says when all cells are done, by {@code environment/nbconvert_config.py}. */
    private static final String EXECUTED = "executed";

    private final Jupyter jupyter;
    private final Path config;
    private final Path out;
    private final Map<String, String> environment;
    private final Runnable documentation;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final List<Future<?>> pages = new ArrayList<>();

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
     * Executes a chapter. Its page, beside which the notebook itself is laid, may be written while the next chapter runs:
     * {@link #finish} waits for it.
     *
     * @param log told each line that nbconvert writes, such as {@code cell 3 of 20}
     * @return how long it took, as the page says, too
     * @throws Failure if a cell failed or the kernel died
     */
    Duration execute(Chapter chapter, Consumer<String> log) throws IOException, InterruptedException, Failure {
        Stopwatch watch = Stopwatch.start();
        Path half = Files.createTempFile("math-symbols-", ".ipynb");
        Files.delete(half);
        Path beside = out.resolve(chapter.notebook().getFileName());
        AtomicFile.replace(beside, path -> Files.copy(chapter.notebook(), path));
        Conversion conversion = new Conversion(chapter, chapter.notebook(), half, "--execute");
        if (conversion.reaches(EXECUTED, log)) {
            Duration took = watch.elapsed();
            pages.add(writer.submit(() -> conversion.write(took)));
            return took;
        }
        try {
            conversion.write(watch.elapsed());
            return watch.elapsed();
        } catch (Failure died) {
            throw Files.exists(half) ? stopped(chapter, half, conversion.last, watch.elapsed()) : died;
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private Failure stopped(Chapter chapter, Path half, Deque<String> log, Duration took)
            throws IOException, InterruptedException, Failure {
        String why = failure(half, log);
        new Conversion(chapter, half, half).write(took);
        return new Failure(why + "\nThe page up to there: " + out.resolve(chapter.page()));
    }

    /**
     * Waits for the pages of the chapters that were executed.
     *
     * @throws Failure if one could not be written
     */
    void finish() throws IOException, InterruptedException, Failure {
        for (Future<?> page : pages) {
            try {
                page.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Failure failure) {
                    throw failure;
                }
                if (e.getCause() instanceof IOException unwritten) {
                    throw unwritten;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }

    /** One run of nbconvert, which ends with a chapter's page. */
    private final class Conversion {
        private final Chapter chapter;
        private final Child child;
        private final BufferedReader lines;
        private final Deque<String> last = new ArrayDeque<>();

        /**
         * @param notebook the chapter's, or what there is of it
         * @param half where a notebook goes that cannot be executed to the end
         */
        Conversion(Chapter chapter, Path notebook, Path half, String... more) throws IOException {
            List<String> arguments = new ArrayList<>(List.of(
                    "--to", "html",
                    "--config", config.toString(),
                    "--output-dir", out.toString(),
                    "--output", chapter.name()));
            arguments.addAll(List.of(more));
            arguments.add(notebook.toString());
            Map<String, String> variables = new HashMap<>(environment);
            variables.put("MATH_SYMBOLS_FAILED", half.toString());
            this.chapter = chapter;
            child = new Child(jupyter.process(arguments, variables)
                    .redirectErrorStream(true)
                    .start());
            lines = child.process().inputReader();
        }

        /** Whether nbconvert comes to a line before it ends. */
        boolean reaches(String line, Consumer<String> log) throws IOException {
            String next;
            do {
                next = lines.readLine();
                if (next != null) {
                    keep(next);
                    log.accept(next);
                }
            } while (next != null && !next.equals(line));
            return next != null;
        }

        private void keep(String line) {
            last.addLast(line);
            if (last.size() > LINES_KEPT) {
                last.removeFirst();
            }
        }

        /** Lets nbconvert end, and links and completes its page. */
        Void write(Duration took) throws IOException, InterruptedException, Failure {
            try (child;
                    lines) {
                lines.lines().forEach(this::keep);
                int exit = child.process().waitFor();
                if (exit != 0) {
                    throw new Failure("nbconvert ended with code " + exit + ":\n" + String.join("\n", last));
                }
            }
            documentation.run();
            Path page = out.resolve(chapter.page());
            String html = ApiLinks.add(Equations.toMathMl(Files.readString(page)), out)
                    .replace("<span class=\"took\"></span>", " in " + ProgressBar.clock(took));
            AtomicFile.replace(page, path -> Files.writeString(path, html));
            return null;
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
