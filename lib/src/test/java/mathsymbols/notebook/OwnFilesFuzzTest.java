package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import mathsymbols.Harm;
import mathsymbols.data.sample.Sample;
import mathsymbols.eval.Predictions;
import mathsymbols.io.InputException;
import mathsymbols.io.Leftovers;
import mathsymbols.io.Printable;
import mathsymbols.io.Progress;
import mathsymbols.io.RowFile;
import mathsymbols.io.RowLayout;
import mathsymbols.predict.Confidence;
import mathsymbols.predict.LabelFile;
import mathsymbols.predict.Rejection;
import mathsymbols.predict.SymbolClassifier;
import mathsymbols.predict.TinyReader;
import mathsymbols.report.Headline;
import mathsymbols.report.ReportCard;
import mathsymbols.train.Blobs;
import mathsymbols.train.Fit;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import mathsymbols.train.Trainer;
import mathsymbols.train.Weights;
import mathsymbols.tune.Hyperband;
import mathsymbols.tune.Parameter;
import mathsymbols.tune.Search;
import mathsymbols.tune.SearchResults;
import mathsymbols.tune.Space;
import mathsymbols.tune.Trial;
import mathsymbols.tune.TrialRunner;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of file that the project writes and reads again, harmed at random: it is used, made anew, or refused with one
 * sentence that names it. Whatever has a checksum gives what was saved or nothing.
 */
class OwnFilesFuzzTest {
    private static final int ROUNDS = 75;

    /** Of those for which a network is built each time. */
    private static final int FEW_ROUNDS = 4;

    private static final long MOST_BYTES = 64_000_000;
    private static final byte[] CSV = "file,label\n1.png,add\n\"2.png\";sub\n3.png,\"x, y\"\n".getBytes();

    /** Reads the file and uses what it says. */
    @FunctionalInterface
    private interface Use {
        void read(Path file) throws IOException;
    }

    @FunctionalInterface
    private interface Change {
        byte[] of(byte[] sound, Random random) throws IOException;
    }

    /**
     * @param file where it lies
     * @param changes how it is harmed
     */
    private record Kind(String name, Path file, byte[] sound, Use use, List<Change> changes) {
        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    static Path folder;

    private static List<Kind> kinds;
    private static final MultiLayerNetwork NETWORK = Blobs.network(0.05);

    static List<Kind> kinds() throws IOException {
        return kinds;
    }

    @BeforeAll
    static void makeOneOfEach() throws IOException {
        History history = new History(
                List.of(new History.Epoch(1, 1.3, 0.5, 8.1, 0.1, 4.4, 17), new History.Epoch(2, 1, 0.6, 1, 1, 2, 20)));
        history.save(folder.resolve("history.json"));
        Predictions predictions = new Predictions(
                List.of("add", "sub"), new int[] {0, 1, 1}, new float[][] {{1, 0}, {0.5f, 0.5f}, {0.1f, 0.9f}});
        predictions.save(folder.resolve("predictions.json"));
        Weights.save(NETWORK, folder.resolve("best.weights"));
        kinds = Stream.of(
                        Stream.of(
                                json("history", "history.json", OwnFilesFuzzTest::history),
                                json("predictions", "predictions.json", OwnFilesFuzzTest::predictions),
                                bytes("weights", "best.weights", OwnFilesFuzzTest::weights),
                                checkpoint(),
                                rows(),
                                labels(),
                                results()),
                        classifiers(),
                        search(),
                        project())
                .flatMap(kind -> kind)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Timeout(300)
    void aHarmedFileIsUsedOrRefusedWithASentenceThatNamesIt(Kind kind) throws IOException {
        Random random = new Random(1001);
        int rounds = kind.name().matches("weights|checkpoint|classifier.*") ? FEW_ROUNDS : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            Change change = kind.changes().get(random.nextInt(kind.changes().size()));
            use(kind, change.of(kind.sound(), random), "round " + round);
        }
        use(kind, new byte[0], "empty");
        for (int i = 0; i < 3; i++) {
            Kind other = kinds.get(random.nextInt(kinds.size()));
            use(kind, other.sound(), "holding " + other);
        }
    }

    private static void use(Kind kind, byte[] content, String how) throws IOException {
        Files.write(kind.file(), content);
        long before = allocated();
        try {
            kind.use().read(kind.file());
        } catch (InputException e) {
            assertThat(e.getMessage())
                    .as("%s, %s", kind, how)
                    .contains(kind.file().getParent().getFileName().toString())
                    .endsWith(".")
                    .doesNotContain("null)", "Exception", "\n", "\u001b", "\0");
        } catch (Exception | Error e) {
            throw new AssertionError("%s, %s: %s".formatted(kind, how, Printable.of(new String(content))), e);
        }
        assertThat(allocated() - before).as("bytes for %s, %s", kind, how).isLessThan(MOST_BYTES);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static Kind bytes(String name, String file, Use use) throws IOException {
        Path path = folder.resolve(file);
        return new Kind(name, path, Files.readAllBytes(path), use, List.of(Harm::toBytes));
    }

    private static Kind json(String name, String file, Use use) throws IOException {
        Path path = folder.resolve(file);
        return new Kind(name, path, Files.readAllBytes(path), use, List.of(Harm::toBytes, Harm::toJson, Harm::toJson));
    }

    private static void history(Path file) {
        History history = History.load(file);
        assertThat(history + " " + history.table() + history.best(Monitor.VAL_LOSS) + history.last())
                .isNotEmpty();
    }

    private static void predictions(Path file) {
        Predictions predictions = Predictions.load(file);
        assertThat(predictions.score().toString()).isNotEmpty();
    }

    private static void weights(Path file) throws IOException {
        MultiLayerNetwork other = Blobs.network(0.05);
        try {
            Weights.load(other, file);
            assertThat(other.params()).isEqualTo(NETWORK.params());
        } finally {
            other.close();
        }
    }

    /** With lies in its description, and with a checksum that is made to agree. */
    private static Kind checkpoint() throws IOException {
        Path at = folder.resolve("checkpoints");
        fit(at).close();
        Path newest = at.resolve("epoch-0002.checkpoint");
        Change lie = (sound, random) -> {
            ByteBuffer old = ByteBuffer.wrap(sound);
            byte[] state = new byte[old.getInt()];
            old.get(state).getLong();
            byte[] lied = Harm.toJson(state, random);
            CRC32 crc = new CRC32();
            crc.update(lied);
            return ByteBuffer.allocate(lied.length + 12 + old.remaining())
                    .putInt(lied.length)
                    .put(lied)
                    .putLong(crc.getValue())
                    .put(old)
                    .array();
        };
        Map<Path, byte[]> whole = content(at);
        Use use = file -> {
            byte[] harmed = Files.readAllBytes(file);
            restore(at, whole);
            Files.write(file, harmed);
            try (Fit fit = fit(at)) {
                assertThat(fit.history().epochs()).isNotEmpty();
            }
        };
        return new Kind("checkpoint", newest, Files.readAllBytes(newest), use, List.of(Harm::toBytes, lie));
    }

    private static Fit fit(Path checkpoints) {
        return Trainer.of(Blobs.network(0.05))
                .epochs(2)
                .batchSize(16)
                .checkpoint(checkpoints)
                .fit(new Blobs(32, 1), new Blobs(16, 2));
    }

    private static Kind rows() throws IOException {
        Path file = folder.resolve("features.rows");
        RowLayout layout = new RowLayout("key", 10, 40);
        Use use = path -> {
            RowFile rows = open(path, layout);
            for (int row = 0; row < layout.rows(); row++) {
                assertThat(rows.row(row).get(3)).isEqualTo((byte) row);
            }
        };
        open(file, layout);
        return new Kind("row file", file, Files.readAllBytes(file), use, List.of(Harm::toBytes));
    }

    private static RowFile open(Path file, RowLayout layout) throws IOException {
        return RowFile.open(
                file,
                layout,
                missing -> {
                    for (int i = 0; i < missing.missingBlocks(); i++) {
                        var block = missing.block(i);
                        block.rows().forEach(row -> {
                            byte[] values = new byte[layout.rowBytes()];
                            Arrays.fill(values, (byte) row);
                            block.set(row, values);
                        });
                        missing.put(block);
                    }
                },
                Progress.NONE);
    }

    private static Kind labels() throws IOException {
        Path images = Files.createDirectories(folder.resolve("own"));
        for (int i = 1; i <= 3; i++) {
            Files.write(images.resolve(i + ".png"), new byte[1]);
        }
        Path file = Files.write(images.resolve("labels.csv"), CSV);
        Use use = path -> assertThat(LabelFile.read(images).size()).isLessThanOrEqualTo(3);
        return new Kind("labels", file, CSV, use, List.of(Harm::toBytes));
    }

    private static Kind results() throws IOException {
        Results results = Results.in(folder.resolve("results.json"));
        Map<String, Object> test = Map.of("correct", 9, "of", 10, "accuracy", 0.9, "loss", 0.3);
        List.of("alexnet.test", "vgg19.test", "reader.test", "own_images_score").forEach(key -> results.put(key, test));
        results.put("vgg19.test.loss_interval", Map.of("low", 0.2, "high", 0.4));
        results.put("mcnemar", Map.of("only_first", 3, "only_second", 1, "p_value", 0.02));
        results.put(
                "alexnet.batch_norm_experiment",
                List.of(
                        Map.of("momentum", 0.99, "largest_rise_of_val_loss", 3),
                        Map.of("momentum", 0.9, "largest_rise_of_val_loss", 0.1)));
        results.put("alexnet.search.best", Map.of("activation", "relu", "learning_rate", 0.001));
        results.put("settings", Map.of("profile", "tiny"));
        return json("results", "results.json", file -> {
            results.haveSettings(Map.of("profile", "tiny"));
            assertThat(ReportCard.of(results.read(), Optional.empty()).toString())
                    .isNotEmpty();
            assertThat(Headline.of(results.read()).toString()).isNotNull();
            results.put("alexnet.test.more", 1);
        });
    }

    private static Stream<Kind> classifiers() throws IOException {
        Path file = folder.resolve("reader.zip");
        try (SymbolClassifier reader = TinyReader.random(2, List.of("add", "div", "x"))) {
            reader.rejecting(new Rejection(Confidence.ENERGY, 1.5)).save(file);
        }
        byte[] newest = Files.readAllBytes(file);
        Use use = path -> {
            try (SymbolClassifier read = SymbolClassifier.load(path)) {
                assertThat(read.provenance() + "").doesNotContain("\u001b");
            }
        };
        Change lie = (sound, random) -> manifest(sound, json -> Harm.toJson(json, random));
        List<Kind> versions = new ArrayList<>();
        for (int version = 1; version <= 3; version++) {
            String said = "\"version\" : " + version;
            byte[] sound = manifest(
                    newest,
                    json -> new String(json).replace("\"version\" : 3", said).getBytes());
            versions.add(
                    new Kind("classifier of version " + version, file, sound, use, List.of(Harm::toBytes, lie, lie)));
        }
        return versions.stream();
    }

    @FunctionalInterface
    private interface Text {
        byte[] of(byte[] json) throws IOException;
    }

    private static byte[] manifest(byte[] zip, Text change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = in.readAllBytes();
                out.write(entry.getName().equals("manifest.json") ? change.of(content) : content);
            }
        }
        return bytes.toByteArray();
    }

    /** Trials that take no time; a lie about their number of epochs does not make them take more. */
    private static Stream<Kind> search() throws IOException {
        Parameter<Double> rate = Parameter.choice("learning_rate", 0.1, 0.01, 0.001);
        Hyperband oracle = new Hyperband(Space.of(rate), Monitor.VAL_ACCURACY, 3, 3, Hyperband.Mode.COMPLETE, 1);
        TrialRunner runner = assignment -> {
            Trial.Plan plan = assignment.trial().plan();
            History history = History.empty();
            for (int i = 1; i <= Math.min(3, plan.epochs() - plan.initialEpoch()); i++) {
                history = history.plus(new History.Epoch(
                        plan.initialEpoch() + i, 1, 0.5, 1, plan.values().get(rate), 1, 1));
            }
            return history;
        };
        Path at = folder.resolve("search");
        SearchResults sound = Search.of(oracle, at).run(runner);
        assertThat(sound.trials()).anyMatch(trial -> trial.plan().predecessor().isPresent());
        Map<Path, byte[]> whole = content(at);
        Use use = file -> {
            byte[] harmed = Files.readAllBytes(file);
            restore(at, whole);
            Files.write(file, harmed);
            SearchResults results = Search.of(oracle, at).run(runner);
            assertThat(results + " " + results.summary() + results.best()).isNotEmpty();
        };
        return whole.keySet().stream()
                .filter(path -> path.toString().endsWith(".json"))
                .map(path -> new Kind(
                        at.relativize(path).toString(),
                        path,
                        whole.get(path),
                        use,
                        List.of(Harm::toBytes, Harm::toJson, Harm::toJson)));
    }

    /** What the project remembers of its runs. */
    private static Stream<Kind> project() throws IOException {
        Path root = folder.resolve("project");
        Files.createDirectories(root.resolve("notebooks"));
        Files.createDirectories(root.resolve("environment"));
        Path images = root.resolve("data/mine.zip");
        Sample.generate(images, 1, 10);
        Home home = new Home(root);
        Path weights = Files.writeString(folder.resolve("weights.h5"), "numbers");
        Settings settings = Settings.choose(
                "full",
                images.toString(),
                weights.toString(),
                "cpu",
                root.resolve("pages"),
                home,
                Map.of(),
                Progress.NONE);
        settings.remember();
        Run.begin(settings);
        Path run = Run.folder(settings);
        Files.writeString(run.resolve("made.json"), "{}");
        KnownHashes.of(home).of(weights, () -> "a".repeat(64));
        return Stream.of(
                json("last run", "project/models/last-run.json", file -> {
                    LastRun.Recalled recalled = LastRun.recall(Map.of(), home);
                    assertThat(recalled.sentence().orElse("")).doesNotContain("\u001b", "\0");
                }),
                json("run", folder.relativize(run.resolve("run.json")).toString(), file -> assertThat(
                                Run.having("made.json", settings))
                        .doesNotContain("\u001b", "\0")),
                json("known hashes", "project/models/known-hashes.json", file -> assertThat(
                                KnownHashes.of(home).of(weights, () -> "a".repeat(64)))
                        .hasSize(64)));
    }

    private static Map<Path, byte[]> content(Path of) throws IOException {
        Map<Path, byte[]> content = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(of)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                content.put(file, Files.readAllBytes(file));
            }
        }
        return content;
    }

    private static void restore(Path at, Map<Path, byte[]> content) {
        try {
            Leftovers.delete(at);
            for (var file : content.entrySet()) {
                Files.createDirectories(file.getKey().getParent());
                Files.write(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
