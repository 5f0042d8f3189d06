package mathsymbols.nn;

import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J computes on.
 *
 * @param gpus how many graphics cards its back end drives; 0 on the CPU
 * @param backend the back end's name, {@code "CPU"} or {@code "CUDA"}
 * @param threads cores it computes with
 */
public record Device(int gpus, String backend, int threads) {
    /** Asks ND4J, which is loaded if it was not yet. */
    public static Device current() {
        Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
        String backend = environment.getProperty("backend", "CPU");
        int gpus = backend.equals("CPU") ? 0 : Nd4j.getAffinityManager().getNumberOfDevices();
        return new Device(gpus, backend, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public String toString() {
        return backend + " back end, " + threads + (threads == 1 ? " core" : " cores");
    }
}
