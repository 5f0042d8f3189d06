package mathsymbols.notebook.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.io.Stopwatch;
import mathsymbols.notebook.ProgressBar;

/** Has nbconvert execute chapters in the project's kernel and write their pages. */
final class NotebookRun implements AutoCloseable {
    private static final int LINES_KEPT = 30;

    /** What nbconvert says when all cells are done, by {@code environment/nbconvert_config.py}. */
    private static final String EXECUTED = "all cells executed";

    private final Jupyter jupyter;
    private final List<Chapter> chapters;
    private final Path config;
    private final Path out;
    private final Map<String, String> environment;
    private final Runnable documentation;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final List<Future<Optional<String>>> pages = new ArrayList<>();
    private Optional<Conversion> ready = Optional.empty();

    /**
     * @param chapters those that will be executed, in that order
     * @param config nbconvert's configuration file
     * @param out the folder of the pages
     * @param environment what the notebooks' settings are read from
     * @param documentation waits for the library's documentation, to which the pages' code is linked
     */
    NotebookRun(
            Jupyter jupyter,
            List<Chapter> chapters,
            Path config,
            Path out,
            Map<String, String> environment,
            Runnable documentation) {
        this.jupyter = jupyter;
        this.chapters = chapters;
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
     * Executes a chapter. Its page, beside which the notebook itself is laid, is written while the next chapter runs:
     * {@link #finish} waits for it. The next chapter's kernel starts meanwhile, so chapters must come in their order.
     *
     * @param log told each line that nbconvert writes meanwhile, such as {@code cell 3 of 20}
     * @return how long it took, as the page says, too
     * @throws Failure if a cell failed, if the kernel died, or if the page of a chapter before could not be written
     */
    Duration execute(Chapter chapter, Consumer<String> log) throws IOException, InterruptedException, Failure {
        refuse(pages.stream().filter(Future::isDone).toList());
        Stopwatch watch = Stopwatch.start();
        Path beside = out.resolve(chapter.notebook().getFileName());
        AtomicFile.replace(beside, path -> Files.copy(chapter.notebook(), path));
        Conversion conversion = ready.isPresent() ? ready.get() : execution(chapter);
        ready = Optional.empty();
        boolean executed = false;
        try {
            conversion.go();
            int next = chapters.indexOf(chapter) + 1;
            if (next < chapters.size()) {
                ready = Optional.of(execution(chapters.get(next)));
            }
            executed = conversion.executes(log);
            Duration took = watch.elapsed();
            if (executed) {
                pages.add(writer.submit(() -> problem(conversion, took)));
                return took;
            }
            int exit = conversion.end();
            String why = Files.exists(conversion.half)
                    ? failure(conversion.half, conversion.last) + "\n" + pageSoFar(conversion, took)
                    : conversion.died(exit);
            throw new Failure(why);
        } finally {
            if (!executed) {
                conversion.close();
            }
        }
    }

    private Conversion execution(Chapter chapter) throws IOException {
        return new Conversion(chapter, chapter.notebook(), "--execute");
    }

    private String pageSoFar(Conversion stopped, Duration took) throws InterruptedException {
        try {
            return problem(new Conversion(stopped.chapter, stopped.half), took)
                    .orElse("The page up to there: " + out.resolve(stopped.chapter.page()));
        } catch (IOException e) {
            return e.getMessage(); // why the chapter stopped is what must be told
        }
    }

    /** Has a conversion write its page; says what kept it from that. */
    private Optional<String> problem(Conversion conversion, Duration took) throws InterruptedException {
        try (conversion) {
            int exit = conversion.end();
            if (exit == 0) {
                conversion.complete(took);
                return Optional.empty();
            }
            return Optional.of(conversion.chapter.page() + " could not be written: " + conversion.died(exit));
        } catch (UncheckedIOException e) {
            return Optional.of(unwritten(conversion, e.getCause()));
        } catch (IOException e) {
            return Optional.of(unwritten(conversion, e));
        }
    }

    private String unwritten(Conversion conversion, IOException e) {
        return InputException.unwritten(out.resolve(conversion.chapter.page()), e)
                .getMessage();
    }

    /**
     * Waits for the pages of the chapters that were executed.
     *
     * @throws Failure if some could not be written
     */
    void finish() throws InterruptedException, Failure {
        refuse(pages);
    }

    private static void refuse(List<Future<Optional<String>>> pages) throws InterruptedException, Failure {
        List<String> problems = new ArrayList<>();
        for (Future<Optional<String>> page : pages) {
            try {
                page.get().ifPresent(problems::add);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        if (!problems.isEmpty()) {
            throw new Failure(String.join("\n", problems));
        }
    }

    /** Waits for pages that are being written; lets go of a kernel that waits for its chapter's turn. */
    @Override
    public void close() {
        try {
            ready.ifPresent(Conversion::close);
        } finally {
            writer.shutdown();
            try {
                writer.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One run of nbconvert, which ends with a chapter's page. One that executes cells waits for {@link #go}. */
    private final class Conversion implements AutoCloseable {
        private final Chapter chapter;
        private final Path half;
        private final Child child;
        private final BufferedReader lines;
        private final Deque<String> last = new ArrayDeque<>();

        /** @param notebook the chapter's, or what there is of it */
        Conversion(Chapter chapter, Path notebook, String... more) throws IOException {
            half = Files.createTempFile("math-symbols-", ".ipynb");
            Files.delete(half);
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

        /** Has it execute the cells. */
        void go() {
            try (OutputStream line = child.process().getOutputStream()) {
                line.write('\n');
            } catch (IOException e) {
                // It has ended already, and its last lines tell why.
            }
        }

        /** Whether all cells are executed; false where nbconvert ends before. */
        boolean executes(Consumer<String> log) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(EXECUTED)) {
                    return true;
                }
                keep(line);
                log.accept(line);
            }
            return false;
        }

        private void keep(String line) {
            last.addLast(line);
            if (last.size() > LINES_KEPT) {
                last.removeFirst();
            }
        }

        /** Lets nbconvert write its page and end; tells with which code. */
        int end() throws InterruptedException {
            lines.lines().forEach(this::keep);
            return child.process().waitFor();
        }

        String died(int exit) {
            return "nbconvert ended with code " + exit + ":\n" + String.join("\n", last);
        }

        /** Links and completes the page that nbconvert has written. */
        void complete(Duration took) throws IOException {
            documentation.run();
            Path page = out.resolve(chapter.page());
            String html = ApiLinks.add(Equations.toMathMl(Files.readString(page)), out)
                    .replace("<span class=\"took\"></span>", " in " + ProgressBar.clock(took));
            AtomicFile.replace(page, path -> Files.writeString(path, html));
        }

        @Override
        public void close() {
            child.close();
            try {
                Files.deleteIfExists(half);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
