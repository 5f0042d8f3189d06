package mathsymbols.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mathsymbols.io.InputException;
import mathsymbols.tune.Machines;
import org.apache.spark.SparkConf;

/**
 * How Spark is set up for this project's work. What {@code spark-defaults.conf} in the folder {@code SPARK_CONF_DIR} says, Spark's
 * own way of configuring, comes first; then what follows from the address; then:
 *
 * <ul>
 *   <li>An executor has {@value #CORES} cores and runs one trial or one block of images at a time on all of them.
 *   <li>An executor takes {@value #HEAP} MiB of heap and {@value #NATIVE} MiB beside it, where arrays are, and never more.
 *   <li>Opening a file counts like {@value #OPEN_COST} bytes of it. By Spark's own 4 MB a task would get 32 drawings only.
 * </ul>
 */
final class ClusterSettings {
    static final int CORES = 2;
    static final int HEAP = 2048;
    static final int NATIVE = 4096;
    static final int OPEN_COST = 64 << 10;

    /** The name of Spark's setting of how long to wait for executors. */
    static final String PATIENCE = "spark.scheduler.maxRegisteredResourcesWaitingTime";

    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,.*)?])?");

    private ClusterSettings() {}

    /**
     * @param environment the process's variables
     * @throws InputException if {@code spark-defaults.conf} cannot be read, or if it or the address holds what is no number
     */
    static SparkConf of(String address, Map<String, String> environment) {
        try {
            return settings(address, environment);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "Spark cannot be set up for " + address + " (" + SparkMachines.firstLine(e)
                            + "): correct the address, or spark-defaults.conf in SPARK_CONF_DIR.",
                    e);
        }
    }

    private static SparkConf settings(String address, Map<String, String> environment) {
        SparkConf conf = new SparkConf().setMaster(address).setAppName("Handwritten math symbols");
        defaults(environment).forEach(conf::setIfMissing);
        if (Machines.isHere(address)) { // then no other machine needs to reach this program
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        conf.setIfMissing("spark.dynamicAllocation.enabled", "false"); // executors come before the first task
        conf.set(PATIENCE, conf.getTimeAsSeconds(PATIENCE, "60s") + "s"); // now, so that what is no time is told here
        conf.setIfMissing("spark.sql.files.openCostInBytes", Integer.toString(OPEN_COST));
        Matcher local = LOCAL.matcher(address);
        if (local.matches()) {
            conf.setIfMissing("spark.task.cpus", Integer.toString(cores(local.group(1))));
            return conf;
        }
        conf.setIfMissing("spark.executor.cores", Integer.toString(CORES));
        conf.setIfMissing("spark.task.cpus", conf.get("spark.executor.cores"));
        conf.setIfMissing("spark.executor.memory", HEAP + "m");
        conf.setIfMissing("spark.executor.memoryOverhead", NATIVE + "m");
        long heap = conf.getSizeAsMb("spark.executor.memory");
        long arrays = conf.getSizeAsMb("spark.executor.memoryOverhead");
        conf.set(
                "spark.executor.extraJavaOptions",
                String.join(
                        " ",
                        "-Djava.awt.headless=true",
                        // Threads of Java's own, too, are as many as the executor's cores.
                        "-XX:ActiveProcessorCount=" + conf.get("spark.executor.cores"),
                        "-Dorg.bytedeco.javacpp.maxbytes=" + arrays + "m",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (heap + arrays) + "m",
                        conf.get("spark.executor.extraJavaOptions", "")));
        // As in a notebook's kernel, and for the same reasons; each task has its cores for itself.
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus"));
        conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "passive");
        conf.setIfMissing("spark.executorEnv.MALLOC_MMAP_THRESHOLD_", "1048576");
        return conf;
    }

    /** How many tasks of ours an executor takes at a time. */
    static int tasksOfAnExecutor(SparkConf conf) {
        return conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1);
    }

    /** A local cluster runs one task at a time, on as many cores as its address names: they share one memory. */
    private static int cores(String named) {
        if (named == null) {
            return 1;
        }
        return named.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(named);
    }

    private static Map<String, String> defaults(Map<String, String> environment) {
        Properties properties = new Properties();
        String folder = environment.get("SPARK_CONF_DIR");
        if (folder != null) {
            Path file = Path.of(folder, "spark-defaults.conf");
            if (Files.notExists(file)) {
                return Map.of();
            }
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new InputException(
                        file + " cannot be read (" + e.getMessage() + "): correct it, or unset SPARK_CONF_DIR.", e);
            }
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> properties.getProperty(name).trim()));
    }
}
