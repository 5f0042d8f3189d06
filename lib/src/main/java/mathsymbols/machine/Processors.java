package mathsymbols.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** How many processors a program may use. */
public final class Processors {
    private Processors() {}

    /**
     * The processors that this program may use, if the machine has more, as in a container with a limit. ND4J would start a
     * thread for each of the machine's; they would take turns on the few and wait for each other: a step of AlexNet with 16
     * threads on two processors took three times as long as with two.
     *
     * @return empty where it may use all, or where nobody tells how many there are
     */
    public static OptionalInt limit() {
        return limit(Runtime.getRuntime().availableProcessors(), Path.of("/proc/cpuinfo"));
    }

    /** @param cpuInfo Linux's list of processors */
    static OptionalInt limit(int usable, Path cpuInfo) {
        try {
            long all = Files.readAllLines(cpuInfo).stream()
                    .filter(line -> line.startsWith("processor"))
                    .count();
            return usable < all ? OptionalInt.of(usable) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty(); // not Linux
        }
    }
}
