package mathsymbols.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class NativeLibraryTest {
    @Test
    void anAvx512BuildNeedsEveryInstructionSetItWasCompiledFor() {
        assertThat(NativeLibrary.extensionFor(
                        Set.of("avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl")))
                .isEqualTo("-onednn-avx512");
        assertThat(NativeLibrary.extensionFor(Set.of("avx2", "fma", "avx512f", "avx512cd")))
                .isEqualTo("-onednn-avx2");
    }

    @Test
    void anOldProcessorGetsThePlainBuild() {
        assertThat(NativeLibrary.extensionFor(Set.of("sse2", "avx"))).isEmpty();
    }

    @Test
    void theFlagsComeFromTheFirstProcessorOfTheKernelsList(@TempDir Path folder) throws Exception {
        Path cpuinfo = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor\t: 0\nflags\t\t: fpu avx2 fma\nbugs\t\t: sysret\n\nflags\t: none\n");
        assertThat(NativeLibrary.cpuFlags(cpuinfo)).containsExactlyInAnyOrder("fpu", "avx2", "fma");
    }

    @Test
    void anUnreadableListOfProcessorsMeansThePlainBuild(@TempDir Path folder) {
        assertThat(NativeLibrary.cpuFlags(folder.resolve("none"))).isEmpty();
    }

    @Test
    void theChosenBuildIsTheOneThatIsLoaded() {
        String extension = NativeLibrary.select();
        Nd4j.create(1);
        assertThat(Loader.getLoadedLibraries().get("nd4jcpu"))
                .contains("bindings/" + Loader.getPlatform() + extension + "/");
    }

    @Test
    void aUserWithoutAHomeUnpacksWhereOneIsKnown(@TempDir Path folder) {
        String known = folder.toString();
        assertThat(NativeLibrary.cache(Map.of("HOME", known))).isEqualTo(folder.resolve(".javacpp/cache"));
        assertThat(NativeLibrary.cache(Map.of("HOME", "/nowhere", "XDG_CACHE_HOME", known)))
                .isEqualTo(folder.resolve(".javacpp/cache"));
        assertThat(NativeLibrary.cache(Map.of("HOME", "?")).isAbsolute()).isTrue();
    }
}
