package mathsymbols.machine;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mathsymbols.io.InputException;

/**
 * The kernel's share of a machine's memory, in bytes.
 *
 * @param heap for Java's own objects
 * @param arrays for ND4J's arrays, which lie outside the heap
 */
public record Memory(long heap, long arrays) {
    /** Says how much memory the kernel may take, such as {@code 6g}. */
    public static final String VARIABLE = "MATH_SYMBOLS_MEMORY";

    private static final long GIB = 1L << 30;
    private static final long LEAST = 3 * GIB;

    /**
     * What {@value #VARIABLE} says, else three quarters of what this machine, or the container around this program, has.
     *
     * @throws InputException if that is too little to train the networks
     */
    public static Memory share(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        return named == null ? ofMachine(machine()) : of(bytes(named), VARIABLE + "=" + named);
    }

    static Memory ofMachine(long bytes) {
        return of(bytes / 4 * 3, "three quarters of this machine's " + text(bytes));
    }

    private static Memory of(long total, String origin) {
        if (total < LEAST) {
            throw new InputException("The kernel would get " + text(total) + " of memory (" + origin + ") but needs "
                    + text(LEAST) + ": use a larger machine, or set " + VARIABLE + " to what it may take.");
        }
        long heap = Math.min(total / 4, 4 * GIB);
        return new Memory(heap, total - heap);
    }

    private static long bytes(String named) {
        if (!named.matches("(?i)[0-9]{1,6}[gm]")) {
            throw new InputException(
                    VARIABLE + "=" + named + " is not an amount of memory: write it like 6g or 6144m.");
        }
        long number = Long.parseLong(named.substring(0, named.length() - 1));
        return number << (named.toLowerCase(Locale.ROOT).endsWith("g") ? 30 : 20);
    }

    private static long machine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getTotalMemorySize();
    }

    /** Whether a failure comes from a lack of memory. ND4J wraps the JVM's error, and reports a lack of its own by a message alone. */
    public static boolean hasRunOut(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof OutOfMemoryError
                || message.contains("allocation failed")
                || message.contains("Failed to allocate")
                || failure.getCause() != null && hasRunOut(failure.getCause());
    }

    /** The JVM's arguments that hold the kernel to its share. */
    public List<String> arguments() {
        return List.of(
                "-Xmx" + (heap >> 20) + "m",
                "-Dorg.bytedeco.javacpp.maxbytes=" + (arrays >> 20) + "m",
                // ND4J's arrays are held to this one; it counts the whole process, pages of mapped files included.
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (heap + arrays >> 20) + "m");
    }

    /** The variable's value that gives this share again. */
    public String value() {
        return (heap + arrays >> 20) + "m";
    }

    @Override
    public String toString() {
        return text(heap + arrays) + " (" + text(heap) + " of it Java's heap); " + VARIABLE + " changes it";
    }

    private static String text(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
