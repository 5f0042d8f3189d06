package mathsymbols.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA graphics card.
 *
 * @param name such as {@code "NVIDIA A100-SXM4-40GB"}
 * @param memoryBytes all of its memory, taken or not
 * @param driver the driver's version, such as {@code "535.54.03"}; empty if it could not be asked
 * @param computeCapability NVIDIA's number for what the card can do, such as {@code "8.0"}; empty where the driver is too
 *     old to tell it
 */
public record Gpu(String name, long memoryBytes, String driver, String computeCapability) {
    /** Drivers before CUDA 11.6's do not know the last field and refuse to answer. */
    private static final List<String> QUERIES =
            List.of("name,memory.total,driver_version,compute_cap", "name,memory.total,driver_version");

    private static final int SECONDS = 20;

    /** Asks the driver's own program, {@code nvidia-smi}; none where that is missing or does not answer. */
    public static List<Gpu> probe() {
        return QUERIES.stream()
                .map(query -> answer("nvidia-smi", "--query-gpu=" + query, "--format=csv,noheader,nounits"))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Gpu::parse)
                .orElse(List.of());
    }

    /** @param answer a card a line, its memory in MiB; what is not such a line is passed over */
    static List<Gpu> parse(List<String> answer) {
        return answer.stream()
                .map(line -> line.split(",", -1))
                .filter(fields -> fields.length >= 3 && fields[1].strip().matches("[0-9]+"))
                .map(fields -> new Gpu(
                        fields[0].strip(),
                        Long.parseLong(fields[1].strip()) << 20,
                        fields[2].strip(),
                        fields.length > 3 ? fields[3].strip() : ""))
                .toList();
    }

    /** What a program prints; empty if it is not there, fails, or takes too long. */
    static Optional<List<String>> answer(String... command) {
        try {
            Path out = Files.createTempFile("math-symbols-", ".txt"); // a pipe would have to be read while waiting
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(out.toFile())
                        .start();
                boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                return ended && process.exitValue() == 0 ? Optional.of(Files.readAllLines(out)) : Optional.empty();
            } finally {
                Files.delete(out);
            }
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (%.1f GiB, compute capability %s, driver %s)",
                name,
                (double) memoryBytes / (1 << 30),
                orUnknown(computeCapability),
                orUnknown(driver));
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? "unknown" : text;
    }
}
