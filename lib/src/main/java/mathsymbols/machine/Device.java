package mathsymbols.machine;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J computes on.
 *
 * @param gpus the graphics cards that its back end drives; none on the CPU
 * @param backend the back end's name, {@code "CPU"} or {@code "CUDA"}
 * @param threads cores it computes with
 */
public record Device(List<Gpu> gpus, String backend, int threads) {
    /** Asks ND4J, which is loaded if it was not yet. */
    public static Device current() {
        Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
        String backend = environment.getProperty(Nd4jEnvironment.BACKEND_KEY, "CPU");
        List<Gpu> gpus = backend.equals("CPU") ? List.of() : gpus(environment, Gpu.probe());
        return new Device(gpus, backend, Runtime.getRuntime().availableProcessors());
    }

    /** @param probed tells the driver's version, which ND4J does not know; all cards of a machine share one driver */
    @SuppressWarnings("unchecked") // documented only by what ND4J puts there: a map for each card
    static List<Gpu> gpus(Properties environment, List<Gpu> probed) {
        String driver = probed.stream().map(Gpu::driver).findFirst().orElse("");
        var cards = (List<Map<String, Object>>) environment.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY);
        return cards.stream()
                .map(card -> new Gpu(
                        (String) card.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY),
                        ((Number) card.get(Nd4jEnvironment.CUDA_TOTAL_MEMORY_KEY)).longValue(),
                        driver,
                        card.get(Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY) + "."
                                + card.get(Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY)))
                .toList();
    }

    @Override
    public String toString() {
        String cards = gpus.stream().map(gpu -> ", " + gpu).collect(Collectors.joining());
        return backend + " back end, " + threads + (threads == 1 ? " core" : " cores") + cards;
    }
}
