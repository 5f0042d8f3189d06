package mathsymbols.notebook.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import mathsymbols.data.Dataset;
import mathsymbols.data.Split;
import mathsymbols.io.FolderLock;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.io.Stopwatch;
import mathsymbols.machine.Backend;
import mathsymbols.machine.Memory;
import mathsymbols.nn.fast.ProcessorSpeed;
import mathsymbols.notebook.Home;
import mathsymbols.notebook.ProgressBar;
import mathsymbols.notebook.Results;
import mathsymbols.notebook.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code ./reproduce}: sets up what is missing, executes the notebooks, writes the pages. */
@Command(
        name = "reproduce",
        sortOptions = false,
        description = "Runs the notebooks and writes their pages, an index and all numbers as JSON.")
public final class Reproduce implements Callable<Integer> {
    @Option(
            names = "--profile",
            defaultValue = "quick",
            paramLabel = "quick|full",
            description = {
                "quick: part of the images (default).",
                "full: the report's own sizes.",
                "How long each takes on this machine is said first."
            })
    private String profile;

    @Option(
            names = "--data",
            defaultValue = "auto",
            paramLabel = "auto|kaggle|sample|PATH",
            description = {
                "auto: $MATH_SYMBOLS_DATA, else what lies in data/, else generated samples (default).",
                "kaggle: downloads the public archive.",
                "sample: generated images.",
                "PATH: a zip or a folder."
            })
    private String data;

    @Option(
            names = "--weights",
            defaultValue = "auto",
            paramLabel = "auto|download|none|PATH",
            description = {
                "auto: $MATH_SYMBOLS_WEIGHTS, else models/, else downloads them (default).",
                "download: downloads them.",
                "none: random frozen weights.",
                "PATH: Keras' HDF5 file."
            })
    private String weights;

    @Option(
            names = "--backend",
            defaultValue = Backend.AUTO,
            paramLabel = "auto|cpu|cuda",
            description = {
                "auto: an NVIDIA GPU that CUDA 11.6 can drive, else the CPU (default).",
                "cpu: the CPU.",
                "cuda: the GPU; where that cannot be, the CPU, and says why."
            })
    private String backend;

    @Option(
            names = "--cluster",
            defaultValue = "${env:MATH_SYMBOLS_CLUSTER}",
            paramLabel = "ADDRESS",
            description = {
                "Has the machines of an Apache Spark cluster train the trials and compute the features:",
                "spark://host:7077, local[*], yarn, k8s://…; docs/cluster.md tells more."
            })
    private String cluster;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "CHAPTER",
            description = "Runs these chapters only, such as 01,03.")
    private List<String> only = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the pages (default: reports).")
    private Path out;

    @Option(names = "--verbose", description = "Shows what Jupyter and the libraries log.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    private final Terminal terminal = new Terminal(System.out, System.console() != null);

    public static void main(String[] arguments) {
        System.exit(Programs.run(new Reproduce(), arguments));
    }

    @Override
    @SuppressWarnings("try") // the lock is held, not called
    public Integer call() throws IOException, InterruptedException {
        Stopwatch watch = Stopwatch.start();
        Home home = Home.find(System.getenv(), Path.of(""));
        Path folder = (out == null ? home.reports() : out).toAbsolutePath();
        List<Chapter> all = Chapter.all(home);
        List<Chapter> chosen = chosen(all);
        StartUp.check(home, folder);
        try (FolderLock alone = FolderLock.of(folder.resolve(".run"))) {
            return run(home, folder, all, chosen, watch);
        }
    }

    private int run(Home home, Path folder, List<Chapter> all, List<Chapter> chosen, Stopwatch watch)
            throws IOException, InterruptedException {
        Jupyter jupyter = Jupyter.with(home, terminal, Jupyter.Tool.NBCONVERT);
        Memory memory = Memory.share(System.getenv());
        Libraries libraries = Libraries.choose(backend, terminal);
        Map<String, String> variables = variables();
        Optional<String> address = Settings.cluster(variables);
        if (address.isPresent()) {
            libraries = libraries.withCluster(home, address.get());
        }
        KernelSpec.write(home, libraries, memory, verbose);
        String found = libraries.choice().backend().toString();
        Settings settings = Settings.choose(profile, data, weights, found, folder, home, variables, terminal);
        terminal.line(settings + "\nmemory   " + memory + "\n" + libraries.choice() + ".");
        settings.banner().ifPresent(terminal::line);
        Optional<Estimate> estimate = estimate(settings, check(settings), chosen);
        estimate.ifPresent(time -> terminal.line("This will take about " + Estimate.words(time.total())
                + " on this machine, as fast as it is now; less where an earlier run has done part of it"
                + (address.isPresent() ? " or the cluster's machines help." : ".")));
        Pages pages = new Pages(folder);
        pages.begin(settings.summary())
                .ifPresent(aside -> terminal.line("The pages and numbers of other settings are now in " + aside + "."));
        settings.remember();
        CompletableFuture<Void> documentation = CompletableFuture.runAsync(() -> ApiDocs.write(home, folder, terminal));
        boolean whole;
        try (NotebookRun run = new NotebookRun(
                jupyter,
                chosen,
                home.environment().resolve("nbconvert_config.py"),
                folder,
                environment(settings, all, libraries),
                documentation::join)) {
            boolean executed = execute(run, chosen, estimate, pages.results());
            whole = finish(run) && executed;
        }
        IndexPage.write(home, folder, all, settings, libraries.versions());
        if (whole) {
            terminal.line("Done in " + clock(watch) + ": open " + folder.resolve("index.html"));
        }
        return whole ? 0 : 1;
    }

    private boolean execute(NotebookRun run, List<Chapter> chapters, Optional<Estimate> estimate, Results results)
            throws IOException, InterruptedException {
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < chapters.size(); i++) {
            Stopwatch begun = Stopwatch.start();
            String heading = "Notebook " + (i + 1) + " of " + chapters.size() + ": "
                    + chapters.get(i).title();
            Supplier<String> left =
                    () -> estimate.map(time -> ", about " + Estimate.words(time.left(took, begun.seconds())) + " left")
                            .orElse("");
            if (!execute(run, chapters.get(i), heading, left, results)) {
                return false;
            }
            took.add(begun.seconds());
        }
        return true;
    }

    private boolean finish(NotebookRun run) throws InterruptedException {
        try {
            run.finish();
            return true;
        } catch (NotebookRun.Failure e) {
            terminal.line(e.getMessage());
            return false;
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        if (cluster != null) {
            variables.put(Settings.CLUSTER, cluster);
        }
        return variables;
    }

    /** Says now what a notebook would say minutes later. */
    private Split check(Settings settings) {
        settings.weights().sha256().ifPresent(sha256 -> terminal.line("SHA-256 of the weights: " + sha256));
        try (Dataset dataset = settings.openDataset()) {
            return settings.part(Split.ofReport(dataset));
        }
    }

    /** None for a GPU, or a processor that oneDNN does not know, whose speed is not measured. */
    private static Optional<Estimate> estimate(Settings settings, Split split, List<Chapter> chapters) {
        if (!settings.backend().equals(Backend.CPU.toString())) {
            return Optional.empty();
        }
        OptionalDouble speed = ProcessorSpeed.operationsPerSecond(Duration.ofSeconds(1));
        List<String> numbers = chapters.stream().map(Chapter::number).toList();
        return speed.isPresent()
                ? Optional.of(Estimate.of(numbers, settings.profile(), split, speed.getAsDouble()))
                : Optional.empty();
    }

    private List<Chapter> chosen(List<Chapter> all) {
        List<String> numbers = all.stream().map(Chapter::number).toList();
        for (String number : only) {
            if (!numbers.contains(number)) {
                throw new InputException(
                        "There is no chapter " + number + ": choose from " + String.join(", ", numbers) + ".");
            }
        }
        return all.stream()
                .filter(chapter -> only.isEmpty() || only.contains(chapter.number()))
                .toList();
    }

    private boolean execute(NotebookRun run, Chapter chapter, String heading, Supplier<String> left, Results results)
            throws IOException, InterruptedException {
        Stopwatch watch = Stopwatch.start();
        terminal.begin(heading + left.get() + " …");
        try {
            Duration took = run.execute(chapter, line -> {
                if (line.matches("cell [0-9]+ of [0-9]+")) {
                    terminal.passing(heading + ", " + line + ", " + clock(watch) + left.get());
                } else if (verbose) {
                    terminal.line(line);
                }
            });
            results.put("seconds." + chapter.name(), Math.round(took.toMillis() / 100.0) / 10.0);
            terminal.line(heading + ": " + ProgressBar.clock(took));
            return true;
        } catch (NotebookRun.Failure e) {
            terminal.line(heading + ": stopped after " + clock(watch) + "\n" + e.getMessage());
            return false;
        }
    }

    private static Map<String, String> environment(Settings settings, List<Chapter> chapters, Libraries libraries)
            throws IOException {
        List<Map<String, String>> pages = chapters.stream()
                .map(chapter -> Map.of("file", chapter.page(), "title", chapter.title()))
                .toList();
        Map<String, String> environment = settings.environment();
        environment.put(
                "MATH_SYMBOLS_PAGES",
                Json.MAPPER.writeValueAsString(Map.of("chapters", pages, "versions", libraries.versions())));
        return environment;
    }

    private static String clock(Stopwatch watch) {
        return ProgressBar.clock(watch.elapsed());
    }
}
