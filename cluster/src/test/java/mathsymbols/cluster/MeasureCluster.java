package mathsymbols.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import mathsymbols.data.SplitImages;
import mathsymbols.io.Stopwatch;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import mathsymbols.tune.Hyperband;
import mathsymbols.tune.Oracle;
import mathsymbols.tune.Parameter;
import mathsymbols.tune.Search;
import mathsymbols.tune.Space;
import mathsymbols.tune.Trial;
import mathsymbols.tune.TrialRunner;
import mathsymbols.tune.Values;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/cluster.md tells of times: {@code ./mvnw -Pcluster verify -DexcludedGroups= -Dit.test=MeasureCluster}. */
@Tag("by-hand")
class MeasureCluster {
    private static final Parameter<Double> RATE = Parameter.logUniform("learning_rate", 1e-5, 1e-1);
    private static final Hyperband PUBLISHED =
            new Hyperband(Space.of(RATE), Monitor.VAL_ACCURACY, 100, 3, Hyperband.Mode.AS_PUBLISHED, 1001);

    @TempDir
    private Path folder;

    /** Sleeps as long as a trial would take. */
    private record Sleep() implements Function<Long, Boolean> {
        @Override
        public Boolean call(Long millis) throws InterruptedException {
            Thread.sleep(millis);
            return true;
        }
    }

    /** Trials that train nothing. */
    private record Sleeping(SparkMachines machines, long millis) implements TrialRunner {
        @Override
        public OptionalInt atOnce() {
            return OptionalInt.of(machines.slots());
        }

        @Override
        public History run(Assignment assignment) throws Exception {
            machines.run("sleep", new Sleep(), millis);
            return new History(List.of(new History.Epoch(1, 1, 1, 1, 1, 1, 1)));
        }
    }

    /** As many trials as one asks for, all alike. */
    private record Many(int count) implements Oracle {
        @Override
        public Monitor objective() {
            return Monitor.VAL_ACCURACY;
        }

        @Override
        public Decision next(List<Trial> trials) {
            return trials.size() < count
                    ? new Run(new Trial.Plan(new Values(Map.of()), 0, 0, OptionalInt.empty(), 0, 1))
                    : Oracle.waitOrStop(trials);
        }
    }

    /** Four executors that say they have 16 cores each, of which the first few are used. */
    @Test
    void howBusyManySlotsAreKept() throws IOException {
        long millis = 60_000;
        for (int slots : new int[] {1, 4, 16, 64}) {
            String settings = """
                    spark.executor.cores %d
                    spark.task.cpus 1
                    spark.cores.max %d
                    spark.executor.heartbeatInterval 10s
                    spark.executor.extraClassPath %s
                    """.formatted(
                            Math.max(1, slots / 4),
                            slots,
                            Sleep.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .getPath());
            try (StandaloneCluster cluster =
                    new StandaloneCluster(Files.createDirectory(folder.resolve("slots-" + slots)))) {
                cluster.worker(32);
                cluster.worker(32);
                SparkMachines machines =
                        SparkMachines.connect(Work.conf(cluster.address(), folder.resolve("conf"), settings));
                cluster.await(slots + " slots", () -> machines.slots() >= slots);
                Stopwatch watch = Stopwatch.start();
                Search.of(new Many(2 * slots), folder.resolve("sleep-" + slots)).run(new Sleeping(machines, millis));
                System.out.printf(
                        Locale.ROOT, "%d slots: busy %.3f of the time%n", slots, 2 * millis / 1000.0 / watch.seconds());
                machines.close();
            }
        }
    }

    /** The same trials here and there, on one core each. */
    @Test
    void whatTheClusterCosts() throws IOException {
        SplitImages images = Work.images(folder);
        try (StandaloneCluster cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("cost")))) {
            cluster.worker(1);
            SparkMachines machines = SparkMachines.connect(Work.conf(cluster.address()));
            for (int round = 0; round < 3; round++) {
                Stopwatch here = Stopwatch.start();
                Search.of(Work.oracle(), folder.resolve("here-" + round)).run(Work.trials(images));
                double local = here.seconds();
                Stopwatch there = Stopwatch.start();
                Search.of(Work.oracle(), folder.resolve("there-" + round)).run(machines.trials(Work.trials(images)));
                System.out.printf(
                        Locale.ROOT,
                        "8 trials: %.2f s here, %.2f s there, %.2f s a trial more%n",
                        local,
                        there.seconds(),
                        (there.seconds() - local) / 8);
            }
            machines.close();
        }
    }

    /** On paper: every epoch takes as long, and a desk trains one trial at a time. */
    @Test
    void whatAWholeSweepTakes() {
        for (int desks : new int[] {1, 8, 32, 128}) {
            System.out.printf("%d desks: as long as %d epochs%n", desks, epochs(desks));
        }
    }

    private static int epochs(int desks) {
        record Running(Trial trial, int end) {}
        List<Trial> trials = new ArrayList<>();
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingInt(Running::end));
        int now = 0;
        while (true) {
            Oracle.Decision next = running.size() < desks ? PUBLISHED.next(trials) : new Oracle.Wait();
            if (next instanceof Oracle.Run run) {
                Trial trial = Simulated.begin(trials.size() + 1, run.plan());
                trials.add(trial);
                running.add(new Running(
                        trial, now + run.plan().epochs() - run.plan().initialEpoch()));
            } else if (next instanceof Oracle.Stop) {
                return now;
            } else {
                Running ended = running.remove();
                now = ended.end();
                trials.set(ended.trial().number() - 1, Simulated.ended(ended.trial()));
            }
        }
    }

    /** Trials without a training, whose score is their learning rate. */
    private static final class Simulated {
        static Trial begin(int number, Trial.Plan plan) {
            return trial(number, plan, Trial.Status.RUNNING);
        }

        static Trial ended(Trial trial) {
            return trial(trial.number(), trial.plan(), Trial.Status.COMPLETED);
        }

        private static Trial trial(int number, Trial.Plan plan, Trial.Status status) {
            return new Trial(
                    number,
                    plan,
                    status,
                    OptionalDouble.of(plan.values().get(RATE)),
                    OptionalInt.of(plan.epochs()),
                    History.empty(),
                    0,
                    0,
                    OptionalInt.empty(),
                    Optional.empty());
        }
    }
}
