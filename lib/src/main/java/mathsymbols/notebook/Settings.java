package mathsymbols.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mathsymbols.data.Dataset;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Split;
import mathsymbols.data.SplitImages;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import mathsymbols.machine.Backend;
import mathsymbols.machine.Memory;
import mathsymbols.nn.Vgg19;
import mathsymbols.predict.LabelFile;
import mathsymbols.report.Caveat;
import mathsymbols.tune.Machines;

/**
 * What a notebook runs with. {@code reproduce} chooses and tells the kernel through environment variables; a notebook that
 * someone opened by hand gets those of the last {@code reproduce}, else the same choices as {@code reproduce} without options.
 *
 * @param profile how much is run
 * @param images where the images come from
 * @param weights where VGG19's weights come from
 * @param backend {@code cpu} or {@code cuda}
 * @param seed of every random choice; the report's is 1001
 * @param home the project's folder
 * @param reports the folder of the pages and of {@code results.json}
 * @param ownFolder the folder of own images that the reader named, if any; {@link #ownImages} otherwise knows places
 * @param cluster the address of the machines that train trials and compute features, if not this one
 */
public record Settings(
        Profile profile,
        ImageSource images,
        WeightsSource weights,
        String backend,
        long seed,
        Home home,
        Path reports,
        Optional<Path> ownFolder,
        Optional<String> cluster) {
    /** The report's seed. */
    public static final long SEED = 1001;

    public static final String PROFILE = "MATH_SYMBOLS_PROFILE";
    public static final String BACKEND = "MATH_SYMBOLS_BACKEND";
    public static final String REPORTS = "MATH_SYMBOLS_REPORTS";
    public static final String CLUSTER = "MATH_SYMBOLS_CLUSTER";

    /** Chooses, prints what was chosen, and shows a banner where the numbers will say nothing about the report's. */
    public static Settings load() {
        LastRun.Recalled recalled = recalled();
        Settings settings = of(recalled.environment(), Path.of(""), new ProgressBar());
        System.out.println(settings);
        Optional.ofNullable(System.getenv(Memory.VARIABLE))
                .ifPresent(memory -> System.out.println("memory   " + memory));
        recalled.sentence().ifPresent(System.out::println);
        Results results = settings.results();
        if (results.read().has("settings") && !results.haveSettings(settings.summary())) {
            System.out.println("The numbers in " + settings.reports() + " come from other settings: set " + REPORTS
                    + " to another folder to keep those of this notebook apart.");
        }
        settings.banner().ifPresent(Banner::show);
        Run.begin(settings);
        return settings;
    }

    /** What this process's variables say, and where they say nothing, what the last run had. */
    static LastRun.Recalled recalled() {
        return LastRun.recall(System.getenv(), Home.find(System.getenv(), Path.of("")));
    }

    /** A sentence on what notebooks that are opened now take from the last run; empty where they take nothing. */
    public static Optional<String> remembered() {
        return recalled().sentence();
    }

    /** Has notebooks that someone opens by hand take these settings. */
    public void remember() throws IOException {
        LastRun.keep(this);
    }

    static Settings of(Map<String, String> environment, Path start, Progress progress) {
        return choose(
                environment.getOrDefault(PROFILE, Profile.QUICK.toString()),
                "auto",
                "auto",
                environment.getOrDefault(BACKEND, "cpu"),
                reports(environment, start),
                Home.find(environment, start),
                environment,
                progress);
    }

    /**
     * Makes settings of what a person wrote, and fetches or generates what they name.
     *
     * @param images see {@link ImageSource#resolve}
     * @param weights see {@link WeightsSource#resolve}
     * @param environment the process's variables, to which {@code auto} looks first
     * @throws InputException if a word or a path is not right
     */
    public static Settings choose(
            String profile,
            String images,
            String weights,
            String backend,
            Path reports,
            Home home,
            Map<String, String> environment,
            Progress progress) {
        return new Settings(
                Profile.named(profile),
                ImageSource.resolve(named(images, environment.get(ImageSource.VARIABLE)), home, progress),
                WeightsSource.resolve(named(weights, environment.get(WeightsSource.VARIABLE)), home, progress),
                Backend.named(backend).toString(),
                SEED,
                home,
                reports,
                Optional.ofNullable(environment.get(OwnImages.VARIABLE)).map(OwnImages::given),
                cluster(environment));
    }

    /** The address of a cluster that {@value #CLUSTER} names, if it does. */
    public static Optional<String> cluster(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(CLUSTER)).filter(address -> !address.isBlank());
    }

    private static String named(String choice, String variable) {
        return choice.equals("auto") && variable != null ? variable : choice;
    }

    /** The variables from which {@link #load} makes these settings in a notebook's process. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put(PROFILE, profile.toString());
        environment.put(ImageSource.VARIABLE, images.path().toString());
        environment.put(
                WeightsSource.VARIABLE, weights.file().map(Path::toString).orElse("none"));
        environment.put(BACKEND, backend);
        environment.put(REPORTS, reports.toString());
        environment.put(Home.VARIABLE, home.root().toString());
        ownFolder.ifPresent(folder -> environment.put(OwnImages.VARIABLE, folder.toString()));
        cluster.ifPresent(address -> environment.put(CLUSTER, address));
        return environment;
    }

    /** The numbers that notebooks with these settings report. */
    public Results results() {
        return Results.in(reports.resolve(Results.FILE));
    }

    /** What {@code results.json} says about them. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("profile", profile.toString());
        summary.put("data", images.toString());
        summary.put("weights", weights.toString());
        summary.put("data_sha256", images.sha256());
        summary.put("weights_sha256", weights.sha256().orElse("none"));
        summary.put("backend", backend);
        summary.put("seed", seed);
        return summary;
    }

    static Path reports(Map<String, String> environment, Path start) {
        String named = environment.get(REPORTS);
        return named == null ? Home.find(environment, start).reports() : Path.of(named);
    }

    /** The labelled files that the images come from; the caller closes it. */
    public Dataset openDataset() {
        return Dataset.open(images.path());
    }

    /** What this run uses of the report's split. */
    public Split part(Split whole) {
        return profile.of(whole, images.sample());
    }

    /** The images of {@link #part}, decoded the first time and mapped from then on. */
    public SplitImages openImages() {
        try (Dataset dataset = openDataset()) {
            return PixelCache.open(dataset, part(Split.ofReport(dataset)), home.dataFolder(), new ProgressBar());
        }
    }

    /**
     * The folder of checkpoints, trials and what else one notebook makes for another. Each profile, content of images and
     * content of weights has its own, so that one run never meets or overwrites what another made.
     */
    public Path models() {
        return Run.folder(this);
    }

    /**
     * Copies a file of this run's folder to {@code models/}, where programs outside the notebooks look for it. The run keeps
     * its own, whichever run publishes next.
     *
     * @return the copy, from the project's folder
     */
    public Path publish(Path file) throws IOException {
        Path published = home.models().resolve(file.getFileName());
        AtomicFile.replace(published, path -> Files.copy(file, path));
        return home.root().relativize(published);
    }

    /**
     * The folder of a fit's checkpoints or a search's trials, one for each profile and content, so that it never meets
     * those of another.
     *
     * @param name what is trained or searched; characters that do not suit a folder's name become dashes
     * @param key what it is trained on, a SHA-256
     */
    public Path checkpoint(String name, String key) {
        String folder = (name + "-" + profile).replaceAll("[^A-Za-z0-9.]+", "-");
        return models().resolve("checkpoints").resolve(folder + "-" + key.substring(0, 8));
    }

    /**
     * A file in {@code models/} that another notebook makes.
     *
     * @throws InputException if it is not there; the message names the runs that have it
     */
    public Path require(String model, String notebook) {
        Path file = models().resolve(model);
        if (!Files.exists(file)) {
            throw new InputException(file + " is missing: run notebook " + notebook + " first, which makes it."
                    + Run.having(model, this));
        }
        return file;
    }

    /** The folder of drawings that no model has learnt from: the reader's own, the report's eight, or generated ones. */
    public Path ownImages() {
        return ownFolder.orElseGet(() -> OwnImages.folder(home, images.path()));
    }

    /**
     * The machines that train trials and compute features.
     *
     * @throws InputException if they cannot be reached
     */
    public Machines machines() {
        Machines machines = cluster.map(Machines::at).orElse(Machines.THIS);
        cluster.ifPresent(address -> System.out.println("The work is done by " + machines + "."));
        return machines;
    }

    /** VGG19 with the weights that these settings name. */
    public Vgg19 loadVgg19() {
        return weights.file().map(Vgg19::load).orElseGet(() -> RandomWeights.of(seed, home.models()));
    }

    /** The right labels of the own images, by file name, as far as their folder's {@code labels.csv} tells them. */
    public Map<String, String> ownLabels() {
        return LabelFile.read(ownImages());
    }

    /** Why the results cannot be compared with the report's; empty where they come from the same data and training. */
    public Optional<Caveat> caveat() {
        return Banner.caveat(profile, images, weights);
    }

    /** What a reader must know before the numbers; empty where images and weights are real. */
    public Optional<String> banner() {
        return Banner.of(profile, images, weights);
    }

    /** One setting a line, for the notebook's first output. */
    @Override
    public String toString() {
        return "profile  " + profile
                + "\nimages   " + images
                + "\nweights  " + weights
                + cluster.map(address -> "\ncluster  " + address).orElse("")
                + "\nbackend  " + backend
                + "\nseed     " + seed;
    }
}
