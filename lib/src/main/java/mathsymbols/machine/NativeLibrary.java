package mathsymbols.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Chooses among ND4J's native builds the one that suits this processor. On Linux (x86-64) three lie on the class path:
 * with oneDNN for AVX-512, with oneDNN for AVX2, and the plain one that runs anywhere. JavaCPP, left alone, would take
 * the AVX2 build without asking the processor. Elsewhere there is only the plain one and nothing to choose.
 */
public final class NativeLibrary {
    /** JavaCPP reads this once, when the first of its classes is used. */
    static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";

    private static final String CACHE = "org.bytedeco.javacpp.cachedir";

    /** The JVM's argument that has ND4J's CUDA back end take its build with cuDNN; {@link #select} then leaves it so. */
    public static final String CUDNN = "-D" + PROPERTY + "=-cudnn";

    /** What the compiler was allowed to use for the AVX-512 build. */
    private static final List<String> AVX512 = List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    private static final List<String> AVX2 = List.of("avx2", "fma");

    private NativeLibrary() {}

    /**
     * Must be called before the first class of ND4J or JavaCPP is used: at the start of a main method, of a test run, of
     * a notebook's kernel. A choice that the user made with {@code -Dorg.bytedeco.javacpp.platform.extension} stays.
     *
     * @return the build in use, such as {@code "-onednn-avx512"}; empty for the plain one
     */
    public static String select() {
        if (System.getProperty(CACHE) == null
                && !Path.of(System.getProperty("user.home")).isAbsolute()) {
            System.setProperty(CACHE, cache(System.getenv()).toString());
        }
        String chosen = System.getProperty(PROPERTY);
        if (chosen == null) {
            chosen = isLinuxOnX86() ? extensionFor(cpuFlags(Path.of("/proc/cpuinfo"))) : "";
            System.setProperty(PROPERTY, chosen);
        }
        return chosen;
    }

    /**
     * Where JavaCPP unpacks its libraries (0.5 GB) for a user whom the system does not know, as in a container with a user
     * number of its own: Java calls such a user's home "?", and a folder of that name would be made wherever one is.
     */
    static Path cache(Map<String, String> environment) {
        Stream<Path> own = Stream.of("XDG_CACHE_HOME", "HOME")
                .filter(environment::containsKey)
                .map(name -> Path.of(environment.get(name)));
        Stream<Path> project =
                Stream.ofNullable(environment.get("MATH_SYMBOLS_HOME")).map(home -> Path.of(home, "models"));
        return Stream.concat(own, project)
                .filter(folder -> folder.isAbsolute() && Files.isWritable(folder))
                .findFirst()
                .orElse(Path.of(System.getProperty("java.io.tmpdir")))
                .resolve(".javacpp")
                .resolve("cache");
    }

    /** Whether the processor multiplies sixteen numbers at a time, for which oneDNN has code of its own. */
    public static boolean hasAvx512() {
        return isLinuxOnX86() && cpuFlags(Path.of("/proc/cpuinfo")).containsAll(AVX512);
    }

    static String extensionFor(Set<String> cpuFlags) {
        if (cpuFlags.containsAll(AVX512)) {
            return "-onednn-avx512";
        }
        return cpuFlags.containsAll(AVX2) ? "-onednn-avx2" : "";
    }

    /** The processor's features as Linux names them; empty if the file cannot be read. */
    static Set<String> cpuFlags(Path cpuinfo) {
        try (var lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Set.copyOf(Arrays.asList(
                            line.substring(line.indexOf(':') + 1).trim().split("\\s+"))))
                    .orElse(Set.of());
        } catch (IOException unreadable) {
            return Set.of();
        }
    }

    private static boolean isLinuxOnX86() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }
}
