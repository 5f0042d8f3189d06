package mathsymbols.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One contender at one work, in a process of its own, so that each has its own threads and memory. It does the work once
 * for every line that it reads and answers with the seconds; between the lines it sleeps.
 */
final class Worker implements AutoCloseable {
    private static final int WARM_UP = 3;
    private static final String ANSWER = "answer ";

    private final Process process;
    private final BufferedReader answers;

    private Worker(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static Worker start(Contender contender, Work work) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        ProcessBuilder builder = new ProcessBuilder(
                        contender == Contender.PYTORCH ? python(work) : java(contender, work))
                .redirectError(Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(cores));
        builder.environment().remove("OMP_WAIT_POLICY");
        Worker worker = new Worker(builder.start());
        worker.answer();
        return worker;
    }

    private static List<String> python(Work work) {
        return List.of(System.getenv(Contender.PYTHON), "src/main/python/contender.py", work.name());
    }

    private static List<String> java(Contender contender, Work work) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx2g",
                "-Dorg.bytedeco.javacpp.maxbytes=14g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-Dai.djl.default_engine=PyTorch",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                contender.name(),
                work.name());
    }

    /** Does the work once and returns the seconds it took. */
    double run() throws IOException {
        process.outputWriter().write("run\n");
        process.outputWriter().flush();
        return answer();
    }

    /** Ends the process and returns the most memory, in bytes, that it ever held. */
    double peakBytes() throws IOException {
        process.outputWriter().write("memory\n");
        process.outputWriter().flush();
        return answer();
    }

    private double answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(ANSWER)) {
                return Double.parseDouble(line.substring(ANSWER.length()));
            }
        }
        throw new IOException("A measuring process ended before it answered; its own message stands above.");
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** @param arguments contender and work */
    public static void main(String[] arguments) throws IOException {
        Runnable work = Contender.valueOf(arguments[0]).prepare(Work.valueOf(arguments[1]));
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        System.out.println(ANSWER + 0);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            System.out.println(ANSWER + (command.equals("run") ? seconds(work) : memory("VmHWM")));
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Bytes that the system counts for this process, such as {@code VmHWM}, the most that it ever held. */
    static double memory(String kind) {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(kind + ":"))
                    .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
