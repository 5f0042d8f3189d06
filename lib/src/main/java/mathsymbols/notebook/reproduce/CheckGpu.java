package mathsymbols.notebook.reproduce;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import mathsymbols.nn.Backend;
import mathsymbols.nn.LayerCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code environment/check-gpu}: shows that a GPU computes what the CPU does, and how fast. */
@Command(
        name = "check-gpu",
        description = "Computes every kind of layer on the GPU and compares with the CPU, then trains AlexNet for two"
                + " epochs and sends images through VGG19. Data, weights and profile are those of a notebook opened by"
                + " hand.")
public final class CheckGpu implements Callable<Integer> {
    /** What the tensor cores' 10 bits (TF32), which cuDNN may use from compute capability 8.0 on, can do to a sum. */
    private static final double TOLERANCE = 5e-3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    public static void main(String[] arguments) {
        System.exit(Programs.run(new CheckGpu(), arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Libraries gpu = Libraries.choose(Backend.CUDA.toString(), new Terminal(System.out, false));
        System.out.println(gpu.choice() + ".");
        if (gpu.choice().backend() == Backend.CPU) {
            return 1;
        }
        boolean same = compare(gpu);
        return gpu.run("networks") == 0 && same ? 0 : 1;
    }

    private static boolean compare(Libraries gpu) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("math-symbols-");
        Path reference = folder.resolve("reference.json");
        Path results = folder.resolve("results.json");
        try {
            Libraries cpu = Libraries.ofThisProgram(new Backend.Choice(Backend.CPU, "as the reference"));
            return cpu.run("reference", reference.toString()) == 0
                    && gpu.run("layers", results.toString()) == 0
                    && compare(read(results), read(reference));
        } finally {
            Files.deleteIfExists(reference);
            Files.deleteIfExists(results);
            Files.delete(folder);
        }
    }

    private static Map<String, double[]> read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
    }

    /** Prints a line for every part of every layer, and whether all are near enough. */
    static boolean compare(Map<String, double[]> results, Map<String, double[]> reference) {
        boolean all = results.keySet().equals(reference.keySet());
        for (String name : results.keySet()) {
            double difference = LayerCheck.difference(results.get(name), reference.getOrDefault(name, new double[0]));
            boolean near = difference <= TOLERANCE;
            System.out.printf(Locale.ROOT, "%-62s %.1e %s%n", name, difference, near ? "same" : "DIFFERS");
            all &= near;
        }
        return all;
    }
}
