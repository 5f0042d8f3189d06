package mathsymbols.cluster;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import mathsymbols.io.InputException;
import mathsymbols.io.Stopwatch;
import mathsymbols.nn.FeatureMaker;
import mathsymbols.tune.Machines;
import mathsymbols.tune.NetworkTrials;
import mathsymbols.tune.TrialRunner;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;

/** The executors of an Apache Spark cluster. */
public final class SparkMachines implements Machines {
    /** How the library finds this module. */
    public static final class Provider implements Machines.Provider {
        @Override
        public Machines connect(String address) {
            return SparkMachines.connect(ClusterSettings.of(address, System.getenv()));
        }
    }

    private final JavaSparkContext spark;

    private SparkMachines(JavaSparkContext spark) {
        this.spark = spark;
    }

    /**
     * Connects, or takes the connection that this program has already, and waits for the first executor.
     *
     * @throws InputException if there is no such cluster, or if it gives no executor in the time that Spark's own setting {@value
     *     ClusterSettings#PATIENCE} allows
     */
    static SparkMachines connect(SparkConf conf) {
        SparkMachines machines = new SparkMachines(context(conf));
        Duration patience = Duration.ofSeconds(conf.getTimeAsSeconds(ClusterSettings.PATIENCE));
        Stopwatch watch = Stopwatch.start();
        while (machines.slots() == 0) {
            if (machines.spark.sc().isStopped()) {
                throw new InputException("No master of Spark answers at " + conf.get("spark.master")
                        + ": start one by environment/cluster, or correct the address.");
            }
            if (watch.elapsed().compareTo(patience) > 0) {
                machines.close();
                throw new InputException(String.format(
                        "%s has given no executor of %s cores and %s of heap within %d seconds: start a worker that has as"
                                + " much, or ask for less in spark-defaults.conf (docs/cluster.md).",
                        conf.get("spark.master"),
                        conf.get("spark.executor.cores"),
                        conf.get("spark.executor.memory"),
                        patience.toSeconds()));
            }
            sleep();
        }
        return machines;
    }

    private static JavaSparkContext context(SparkConf conf) {
        try {
            return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
        } catch (Exception e) { // Scala's methods do not tell which
            throw new InputException(
                    "Spark cannot work with " + conf.get("spark.master") + " (" + e.getMessage()
                            + "): give an address such as spark://host:7077 or local[*], at which a master runs.",
                    e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for an executor");
        }
    }

    JavaSparkContext spark() {
        return spark;
    }

    /** How many tasks can run now. */
    int slots() {
        if (spark.isLocal()) {
            return 1;
        }
        return executors() * ClusterSettings.tasksOfAnExecutor(spark.getConf());
    }

    private int executors() {
        return spark.sc().statusTracker().getExecutorInfos().length - 1; // this program counts as one
    }

    @Override
    public TrialRunner trials(NetworkTrials trials) {
        return new SparkTrials(this, trials);
    }

    @Override
    public FeatureMaker features() {
        return new SparkFeatures(this);
    }

    /**
     * Has one executor run a task, and waits for it. A task whose executor is lost is run again, three times at most; one that
     * throws, too; what a trial brings on itself must come back as a value.
     *
     * @param name what Spark's page calls it
     * @throws InterruptedException if this thread is interrupted; the task is then cancelled
     * @throws InputException if Spark gives up, or has ended
     */
    <A, R> R run(String name, Function<A, R> task, A argument) throws InterruptedException {
        try {
            spark.setJobGroup(
                    name + " " + UUID.randomUUID(), name, true); // true: the task's thread is interrupted, too
            JavaFutureAction<List<R>> job =
                    spark.parallelize(List.of(argument), 1).map(task).collectAsync();
            try {
                return job.get().get(0);
            } finally {
                job.cancel(true); // does nothing where it has ended
                spark.clearJobGroup();
            }
        } catch (ExecutionException | IllegalStateException e) { // the latter where the connection has ended
            throw unfinished(name, e);
        }
    }

    /** Offers a value to the executors, each of which asks for it once. */
    <T> Broadcast<T> broadcast(T value) {
        return connected("sending what a task needs", () -> spark.broadcast(value));
    }

    /** Has the executors' heartbeats bring how far a task is, and tells a listener of them. */
    void follow(LatestStep progress, SparkListener heartbeats) {
        connected("listening to the executors", () -> {
            spark.sc().register(progress);
            spark.sc().addSparkListener(heartbeats);
            return heartbeats;
        });
    }

    void unfollow(SparkListener heartbeats) {
        uninterrupted(() -> spark.sc().removeSparkListener(heartbeats));
    }

    /** Has no machine keep a value any longer. */
    void forget(Broadcast<?> value) {
        uninterrupted(value::destroy);
    }

    /** @throws InputException if the connection has ended */
    private <T> T connected(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalStateException e) {
            throw unfinished(what, e);
        }
    }

    private InputException unfinished(String what, Exception e) {
        return new InputException(
                "The cluster at " + spark.master() + " did not finish " + what + " (" + firstLine(e)
                        + "): look after it and run again, which goes on from here.",
                e);
    }

    /** Does what needs the connection, if there is one still; also on a thread that is interrupted, where Spark would not. */
    private void uninterrupted(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!spark.sc().isStopped()) {
                work.run();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Spark's messages go on for a page. */
    static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        int executors = Math.max(1, executors());
        return String.format(
                "%d %s of %s%s",
                executors,
                executors == 1 ? "executor" : "executors",
                spark.master(),
                spark.sc().uiWebUrl().isDefined()
                        ? "; Spark's own page is " + spark.sc().uiWebUrl().get()
                        : "");
    }

    void close() {
        spark.close();
    }
}
