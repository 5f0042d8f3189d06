package mathsymbols.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import mathsymbols.data.SplitImages;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import mathsymbols.nn.FeatureCache;
import mathsymbols.nn.FeatureMaker;
import mathsymbols.nn.Reader;
import mathsymbols.nn.SplitFeatures;
import mathsymbols.nn.Vgg19;
import mathsymbols.predict.Prediction;
import mathsymbols.predict.Provenance;
import mathsymbols.predict.SymbolClassifier;
import mathsymbols.train.FitSettings;
import mathsymbols.train.TrainingListener;
import mathsymbols.tune.NetworkTrials;
import mathsymbols.tune.Search;
import mathsymbols.tune.SearchFailedException;
import mathsymbols.tune.SearchResults;
import mathsymbols.tune.Trial;
import mathsymbols.tune.TrialRunner;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;
import picocli.CommandLine;

/** A master and two workers of one core each, as processes of their own, and what happens to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class ClusterIT {
    private Path folder;

    private StandaloneCluster cluster;
    private SplitImages images;
    private SearchResults here;

    @BeforeAll
    void searchHere(@TempDir Path temporary) throws IOException {
        folder = temporary;
        images = Work.images(folder);
        here = Search.of(Work.oracle(), folder.resolve("here")).run(Work.trials(images));
        cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("cluster")));
        cluster.worker(1);
        cluster.worker(1);
    }

    @AfterAll
    void end() {
        disconnect();
        cluster.close();
    }

    private SparkMachines machines;

    /** Both executors, which the next test finds ready unless one in between needs their cores for itself. */
    private SparkMachines connect() {
        if (machines == null) {
            try {
                machines = SparkMachines.connect(Work.conf(cluster.address()));
            } catch (InputException e) {
                throw new AssertionError(cluster.log(), e);
            }
        }
        cluster.await("both executors", () -> machines.slots() == 2);
        return machines;
    }

    private void disconnect() {
        if (machines != null) {
            machines.close();
            machines = null;
        }
    }

    private SearchResults search(String name, TrialRunner runner) {
        return Search.of(Work.oracle(), folder.resolve(name)).run(runner);
    }

    @Test
    void trialsOnTheClusterAreThoseOfOneMachineToTheBit() throws IOException {
        NetworkTrials trials = Work.trials(images);
        Map<Integer, Integer> epochs = new ConcurrentHashMap<>(); // the last that was told of, by trial
        NetworkTrials told = new NetworkTrials(
                trials.configuration(),
                trials.fitSettings(),
                trials.train(),
                trials.validation(),
                trial -> new TrainingListener() {
                    @Override
                    public void batchDone(Step step) {
                        epochs.merge(trial.number(), step.epoch(), Math::max);
                    }
                });
        SearchResults there = search("there", connect().trials(told));

        assertThat(epochs).as("the latest epochs that heartbeats brought").isNotEmpty();
        assertThat(epochs.values()).allMatch(epoch -> epoch >= 1 && epoch <= 9);
        assertThat(Work.essence(there)).isEqualTo(Work.essence(here));
        for (Trial trial : here.trials()) {
            String weights = String.format("trial-%04d/%s", trial.number(), NetworkTrials.WEIGHTS);
            assertThat(folder.resolve("there").resolve(weights))
                    .hasSameBinaryContentAs(folder.resolve("here").resolve(weights));
        }
    }

    @Test
    void aTrialWhoseExecutorIsKilledIsRunAgain() {
        TrialRunner trials = connect().trials(Work.trials(images));
        CompletableFuture<SearchResults> search =
                CompletableFuture.supplyAsync(() -> search("killed-executor", trials));
        cluster.await("a trial", () -> Files.exists(folder.resolve("killed-executor/trial-0003")));
        cluster.executors().get(0).destroyForcibly();

        assertThat(Work.essence(cluster.resultOf(search))).isEqualTo(Work.essence(here));
    }

    @Test
    void anInterruptCancelsWhatRuns() throws InterruptedException {
        TrialRunner trials = connect().trials(Work.trials(images));
        AtomicReference<SearchResults> results = new AtomicReference<>();
        Thread searching = new Thread(() -> results.set(search("interrupted", trials)));
        searching.start();
        cluster.await("a trial", () -> Files.exists(folder.resolve("interrupted/trial-0003")));
        searching.interrupt();
        searching.join();

        cluster.await("no task runs", () -> Arrays.stream(
                        machines.spark().sc().statusTracker().getExecutorInfos())
                .allMatch(executor -> executor.numRunningTasks() == 0));
        assertThat(results.get().trials()).anyMatch(Trial::isRunning);
        assertThat(Work.essence(search("interrupted", trials))).isEqualTo(Work.essence(here));
    }

    @Test
    void aConnectionThatEndsIsNoTrialsFault() {
        TrialRunner trials = connect().trials(Work.trials(images));
        disconnect();

        assertThatThrownBy(() -> search("ended", trials))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("did not finish")
                .hasMessageContaining("run again, which goes on from here");
    }

    @Test
    void aWorkerThatIsLostIsDoneWithout() throws IOException {
        TrialRunner trials = connect().trials(Work.trials(images));
        CompletableFuture<SearchResults> search = CompletableFuture.supplyAsync(() -> search("killed-worker", trials));
        cluster.await("a trial", () -> Files.exists(folder.resolve("killed-worker/trial-0003")));
        cluster.worker().destroyForcibly();

        assertThat(Work.essence(cluster.resultOf(search))).isEqualTo(Work.essence(here));
        cluster.worker(1);
    }

    @Test
    void aSearchWhoseProgramIsKilledGoesOnWhereItWas() throws Exception {
        disconnect();
        Path own = Files.createDirectory(folder.resolve("killed-driver"));
        Work.images(own);
        Process first = program(own);
        cluster.await("two trials", () -> Files.exists(own.resolve("search/trial-0003")));
        first.destroyForcibly().waitFor();
        assertThat(trialFiles(own)).as("it was in the middle").hasSizeBetween(3, 7);

        assertThat(program(own).waitFor()).isZero();
        SearchResults results = Search.of(Work.oracle(), own.resolve("search")).run(Work.trials(Work.images(own)));
        assertThat(Work.essence(results)).isEqualTo(Work.essence(here));
    }

    private Process program(Path own) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("java-options").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Work.class.getName(),
                        cluster.address(),
                        own.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        own.resolve("driver.log").toFile()));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }

    private static List<Path> trialFiles(Path own) throws IOException {
        try (Stream<Path> files = Files.list(own.resolve("search"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("trial-"))
                    .toList();
        }
    }

    @Test
    void aClusterWithoutWorkersLargeEnoughIsToldOf() {
        disconnect();
        SparkConf asks = Work.conf(
                cluster.address(),
                folder.resolve("large-conf"),
                "spark.executor.cores 64\n" + ClusterSettings.PATIENCE + " 2s\n");

        assertThatThrownBy(() -> SparkMachines.connect(asks))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        cluster.address() + " has given no executor of 64 cores and 512m of heap within 2 seconds:")
                .hasMessageContaining("start a worker");
    }

    @Test
    void anExecutorWithTooLittleMemoryFailsTheTrialAndNothingElse() {
        disconnect();
        machines = SparkMachines.connect(Work.conf(
                cluster.address(),
                folder.resolve("little-conf"),
                "spark.executor.memory 512m\nspark.executor.memoryOverhead 1m\n"));
        NetworkTrials large = new NetworkTrials(
                values -> Work.configuration(values, 4096), FitSettings.DEFAULT, images.train(), images.validation());

        try {
            assertThatThrownBy(() -> search("little", machines.trials(large)))
                    .isInstanceOf(SearchFailedException.class)
                    .hasMessageStartingWith("Three trials in a row have failed")
                    .hasMessageContaining("OUT_OF_MEMORY");
        } finally {
            disconnect();
        }
    }

    @Test
    void aDamagedImageAmongAThousandIsARowOfTheTable() throws IOException {
        disconnect();
        Path scans = Files.createDirectory(folder.resolve("scans"));
        SortedMap<String, BufferedImage> drawings = Sample.drawings(3);
        List<byte[]> files = new ArrayList<>();
        for (BufferedImage drawing : drawings.values()) {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(drawing, "png", png);
            files.add(png.toByteArray());
        }
        for (int i = 0; i < 1000; i++) {
            Files.write(scans.resolve(i + ".png"), files.get(i % files.size()));
        }
        Files.write(scans.resolve("500.png"), Arrays.copyOf(files.get(0), 300));
        Path model = folder.resolve("reader.zip");
        SymbolClassifier reader = reader(List.copyOf(drawings.keySet()), model);
        Path table = folder.resolve("table");

        int exit = new CommandLine(new PredictOnCluster())
                .execute(
                        "--cluster", cluster.address(),
                        "--in", scans.toUri().toString(),
                        "--out", table.toUri().toString(),
                        "--model", model.toString());

        assertThat(exit).as(cluster.log()).isZero();
        List<Row> rows = SparkSession.builder()
                .sparkContext(connect().spark().sc())
                .getOrCreate()
                .read()
                .parquet(table.toUri().toString())
                .collectAsList();
        assertThat(rows).hasSize(1000);
        List<Row> errors = rows.stream().filter(row -> !row.isNullAt(5)).toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).getString(0)).endsWith("/500.png");
        assertThat(errors.get(0).getString(5)).endsWith("500.png is damaged or cut off: replace it or take it away.");
        Row last = rows.stream()
                .filter(row -> row.getString(0).endsWith("/999.png"))
                .findFirst()
                .orElseThrow();
        Prediction expected = reader.predict(scans.resolve("999.png"));
        assertThat(last.getString(1)).isEqualTo(expected.label());
        assertThat(last.getDouble(2)).isCloseTo(expected.probability(), within(1e-6));
        assertThat(last.getJavaMap(4)).hasSize(drawings.size());
    }

    private static SymbolClassifier reader(List<String> labels, Path file) throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(Reader.configuration(labels.size(), new Adam(), 1));
        network.init();
        SymbolClassifier reader = SymbolClassifier.reader(
                network, labels, Provenance.now("tiny", new Provenance.Source("0".repeat(64), false), 1, 0));
        reader.save(file);
        return reader;
    }

    @Test
    void featuresAreTheSameFileAsOnOneMachineAndGoOnWhereTheyStopped() throws IOException {
        Path there = folder.resolve("features-there");
        try (Vgg19 base = Vgg19.random(1)) {
            SplitImages few = new SplitImages(
                    images.train().subset(IntStream.range(0, 70).toArray()),
                    images.validation().subset(0, 1, 2),
                    images.test().subset(0, 1, 2),
                    List.of(),
                    images.key());
            SplitFeatures local = FeatureCache.open(base, few, folder.resolve("features-here"), Progress.NONE);
            FeatureMaker cluster = connect().features();
            assertThatThrownBy(() -> FeatureCache.open(base, few, there, cluster, (task, done, of) -> {
                        Thread.currentThread().interrupt(); // with the first task's blocks, of two
                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            List<Long> tasks = new ArrayList<>();
            FeatureCache.open(base, few, there, cluster, (task, done, of) -> tasks.add(done));

            assertThat(tasks).as("what is left is the other task").containsExactly(76L);
            assertThat(content(there)).isEqualTo(content(folder.resolve("features-here")));
            assertThat(local.train().size()).isPositive();
        }
    }

    private static byte[] content(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readAllBytes(files.findFirst().orElseThrow());
        }
    }
}
