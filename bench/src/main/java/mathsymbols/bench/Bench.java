package mathsymbols.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mathsymbols.io.Json;

/**
 * Measures all contenders in one run and in turn: every round asks each once, so that what else the machine does
 * meanwhile hits all alike. Prints a table of medians and ratios and writes them to a JSON file.
 */
public final class Bench {
    private Bench() {}

    /** @param arguments {@code quick}, {@code scale} or {@code whole}, and the JSON file to write */
    public static void main(String[] arguments) throws IOException {
        Path json = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "quick" -> QuickBench.run(json);
            case "scale" -> ScaleBench.run(json);
            default -> whole(json);
        }
    }

    private static void whole(Path file) throws IOException {
        Result product = measure(Work.SGEMM, Contender.LIBRARIES);
        double ceiling = Contender.LIBRARIES.stream()
                .mapToDouble(product::gigaFlopPerSecond)
                .max()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "The machine multiplies matrices at %.0f GFLOP/s (float32; oneDNN %.0f, ND4J %.0f, PyTorch %.0f).%n",
                ceiling,
                product.gigaFlopPerSecond(Contender.OURS),
                product.gigaFlopPerSecond(Contender.STOCK),
                product.gigaFlopPerSecond(Contender.DJL));
        System.out.printf(
                "Effective GFLOP/s of ours, counted as direct convolution also where Winograd's needs fewer:%n%n");
        System.out.printf(
                "%-20s %9s %9s %9s %8s %8s %12s %8s %s%n",
                "",
                "ours",
                "stock",
                "DJL",
                "/ stock",
                "/ DJL",
                "eff. GFLOP/s",
                "/ sgemm",
                "peak GB (ours, stock, DJL)");

        double vggPerImage = Double.NaN;
        Map<String, Object> json = new LinkedHashMap<>();
        for (Work work : List.of(
                Work.ALEXNET_TRAIN_STEP,
                Work.ALEXNET_TRAIN_STEP_16,
                Work.ALEXNET_FORWARD,
                Work.VGG19_FEATURES,
                Work.VGG19_FEATURES_64)) {
            Result result = measure(work, Contender.LIBRARIES);
            System.out.println(row(result, ceiling));
            json.put(work.key, result.values());
            if (work == Work.VGG19_FEATURES) {
                vggPerImage = result.median(Contender.OURS) / work.batch;
            }
        }
        json.put("vgg19_direct", direct(ceiling).values());
        json.put("alexnet_layers", layers().values());
        json.put("sgemm_gflops", ceiling);
        json.putAll(Pipeline.measure(vggPerImage));
        Json.write(file, json);
    }

    private static Result measure(Work work, List<Contender> contenders) throws IOException {
        return measure(work, contenders, work.rounds);
    }

    static Result measure(Work work, List<Contender> contenders, int rounds) throws IOException {
        Result result = new Result(work);
        Map<Contender, Worker> workers = new EnumMap<>(Contender.class);
        try {
            for (Contender contender : contenders) {
                if (contender.takesPart(work)) {
                    workers.put(contender, Worker.start(contender, work));
                    result.seconds().put(contender, new double[rounds]);
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : workers.keySet()) {
                    result.seconds().get(contender)[round] =
                            workers.get(contender).run();
                }
            }
            for (Contender contender : workers.keySet()) {
                result.peakBytes().put(contender, workers.get(contender).peakBytes());
            }
        } finally {
            workers.values().forEach(Worker::close);
        }
        return result;
    }

    /** What Winograd's method gives, and how near to the ceiling convolutions come without it. */
    private static Result direct(double ceiling) throws IOException {
        Result result = measure(Work.VGG19_FEATURES, Contender.CONVOLUTIONS);
        double rate = result.gigaFlopPerSecond(Contender.DIRECT);
        System.out.printf(
                Locale.ROOT,
                "%nVGG19's features by direct convolutions: %.3f s, %.0f GFLOP/s, %.2f of the product; ours takes %.2f of it%n",
                result.median(Contender.DIRECT),
                rate,
                rate / ceiling,
                result.ratio(Contender.OURS, Contender.DIRECT));
        return result;
    }

    /** What each kind of fast layer gives: the step with the others left stock, compared to the step with all of them. */
    private static Result layers() throws IOException {
        Result result = measure(Work.ALEXNET_TRAIN_STEP, Contender.LAYERS);
        System.out.println("\nAlexNet's training step with only some of the layers fast:");
        for (Contender contender : Contender.LAYERS) {
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %7.3f s, %.2f times all of them%n",
                    contender,
                    result.median(contender),
                    result.ratio(contender, Contender.OURS));
        }
        return result;
    }

    private static String row(Result result, double ceiling) {
        List<String> cells = new ArrayList<>();
        cells.add("%-20s".formatted(result.work().key));
        for (Contender contender : Contender.LIBRARIES) {
            cells.add(result.has(contender) ? "%7.3f s".formatted(result.median(contender)) : "%9s".formatted("–"));
        }
        for (Contender other : List.of(Contender.STOCK, Contender.DJL)) {
            cells.add(
                    result.has(other) ? "%8.2f".formatted(result.ratio(Contender.OURS, other)) : "%8s".formatted("–"));
        }
        double rate = result.gigaFlopPerSecond(Contender.OURS);
        cells.add("%12.0f".formatted(rate));
        cells.add("%8.2f".formatted(rate / ceiling));
        Contender.LIBRARIES.stream()
                .filter(result::has)
                .forEach(contender ->
                        cells.add("%5.1f".formatted(result.peakBytes().get(contender) / 1e9)));
        return String.join(" ", cells);
    }
}
