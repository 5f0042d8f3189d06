package mathsymbols.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A master and workers of Spark as processes of their own, from Maven's jars. */
final class StandaloneCluster implements AutoCloseable {
    private static final Path HOME = Path.of("target/spark").toAbsolutePath();

    private final Path folder;
    private final String host;
    private final int port = freePort();
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    /**
     * On the loopback address.
     *
     * @param folder for logs and for what the workers unpack
     */
    StandaloneCluster(Path folder) throws IOException {
        this(folder, "127.0.0.1");
    }

    /** @param host an address of this machine, which the master serves */
    StandaloneCluster(Path folder, String host) throws IOException {
        this.folder = folder;
        this.host = host;
        master = start(
                "master", List.of(), host, "org.apache.spark.deploy.master.Master", "--port", Integer.toString(port));
        awaitPort();
    }

    /** Adds a worker with this many cores. */
    void worker(int cores) throws IOException {
        worker(cores, List.of(), host);
    }

    /**
     * Adds a worker that runs on a machine of its own.
     *
     * @param there what goes before a command so that it runs there
     * @param address of that machine
     */
    void worker(int cores, List<String> there, String address) throws IOException {
        String name = "worker-" + workers.size();
        workers.add(start(
                name,
                there,
                address,
                "org.apache.spark.deploy.worker.Worker",
                "--cores",
                Integer.toString(cores),
                "--memory",
                "2g",
                "--work-dir",
                folder.resolve(name).toString(),
                address()));
    }

    String address() {
        return "spark://" + host + ":" + port;
    }

    Process worker() {
        return workers.get(workers.size() - 1);
    }

    /** The executors that run now, the newest last. */
    List<ProcessHandle> executors() {
        return workers.stream()
                .flatMap(worker -> worker.toHandle().children())
                .filter(ProcessHandle::isAlive)
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains("CoarseGrainedExecutorBackend"))
                        .isPresent())
                .toList();
    }

    /** All that was logged, for a test that fails. */
    String log() {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".log") || path.endsWith("stderr"))
                    .toList()) {
                text.append("\n--- ").append(file).append('\n').append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(String name, List<String> there, String address, String main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(there);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("java-options").toAbsolutePath(),
                "-Xmx256m",
                "-cp",
                HOME.resolve("jars") + File.separator + "*",
                main,
                "--host",
                address,
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", HOME.toString());
        builder.environment()
                .put("SPARK_SCALA_VERSION", "2.13"); // else a worker looks for it in a source tree of Spark
        builder.environment().put("SPARK_LOCAL_IP", address);
        return builder.start();
    }

    private void awaitPort() throws IOException {
        for (int i = 0; i < 600; i++) {
            try {
                new Socket(host, port).close();
                return;
            } catch (IOException e) {
                sleep(Duration.ofMillis(100));
            }
        }
        throw new IOException("The master does not answer:" + log());
    }

    /** Waits for something to happen, five minutes at most: so long may a busy machine take. */
    void await(String what, BooleanSupplier happened) {
        for (int i = 0; i < 3000 && !happened.getAsBoolean(); i++) {
            sleep(Duration.ofMillis(100));
        }
        if (!happened.getAsBoolean()) {
            throw new AssertionError(what + ": in vain." + log());
        }
    }

    /** What comes of a search that runs on another thread, if it comes in five minutes. */
    <T> T resultOf(CompletableFuture<T> search) {
        try {
            return search.get(5, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("The search does not end." + log(), e);
        }
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        executors().forEach(ProcessHandle::destroyForcibly);
        workers.forEach(Process::destroyForcibly);
        master.destroyForcibly();
    }
}
