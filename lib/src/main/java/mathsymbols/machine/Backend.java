package mathsymbols.machine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import mathsymbols.io.InputException;

/** What ND4J can compute on, and which of the two suits a machine. */
public enum Backend {
    CPU,
    CUDA;

    /** Lets the machine decide. */
    public static final String AUTO = "auto";

    private static final String PLATFORM = "Linux on amd64";

    /** The driver that came with CUDA 11.6 (its release notes, table "CUDA Toolkit and Corresponding Driver Versions"). */
    private static final int[] DRIVER = {510, 39, 1};

    private static final String DRIVER_TEXT = "510.39.01";

    /**
     * What is computed on, and why.
     *
     * @param reason a clause, as in {@link #toString}
     */
    public record Choice(Backend backend, String reason) {
        @Override
        public String toString() {
            return "Computing on the " + (backend == CPU ? "CPU: " : "GPU: ") + reason;
        }
    }

    /**
     * Chooses CUDA where it is wished or left open and a card is there that this build of it can drive, else the CPU.
     *
     * @param wish {@code auto}, {@code cpu} or {@code cuda}
     * @param platform operating system and processor, as {@link #platform} tells them
     * @param gpus what {@link Gpu#probe} found
     * @throws InputException if the wish is none of the three
     */
    public static Choice choose(String wish, String platform, List<Gpu> gpus) {
        if (!wish.equals(AUTO) && named(wish) == CPU) {
            return new Choice(CPU, "as asked");
        }
        if (!platform.equals(PLATFORM)) {
            return new Choice(CPU, "CUDA is used by " + PLATFORM + " only, and this is " + platform);
        }
        if (gpus.isEmpty()) {
            return new Choice(CPU, "nvidia-smi, which comes with NVIDIA's driver, finds no GPU here");
        }
        return gpus.stream()
                .filter(gpu -> driver(gpu) && capability(gpu))
                .findFirst()
                .map(gpu -> new Choice(CUDA, "found " + gpu))
                .orElseGet(() -> new Choice(CPU, obstacle(gpus.get(0))));
    }

    /** This machine's, as {@link #choose} takes it. */
    public static String platform() {
        return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    }

    /**
     * The back end that {@code cpu} or {@code cuda} names.
     *
     * @throws InputException for any other word
     */
    public static Backend named(String word) {
        return Arrays.stream(values())
                .filter(backend -> backend.toString().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new InputException("There is no backend \"" + word + "\": choose one of auto, cpu, cuda."));
    }

    private static String obstacle(Gpu gpu) {
        return driver(gpu)
                ? gpu + " is not of those that this CUDA 11.6 was built for, compute capability 3.7 and 5.0 to 8.9"
                : gpu + " needs a newer driver for CUDA 11.6: " + DRIVER_TEXT + " or later";
    }

    private static boolean driver(Gpu gpu) {
        if (!gpu.driver().matches("[0-9]+(\\.[0-9]+)*")) {
            return false;
        }
        int[] version =
                Stream.of(gpu.driver().split("\\.")).mapToInt(Integer::parseInt).toArray();
        return Arrays.compare(version, DRIVER) >= 0;
    }

    /**
     * ND4J's library holds machine code for 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0 and 8.6 and no intermediate code that a
     * newer card could translate (read from the library itself). Such code runs on cards of the same first number and no
     * smaller second one.
     */
    private static boolean capability(Gpu gpu) {
        return gpu.computeCapability().matches("3\\.7|[5-8]\\.[0-9]");
    }

    /** {@code cpu} or {@code cuda}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
