package mathsymbols.notebook.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import mathsymbols.nn.Backend;
import mathsymbols.nn.NativeLibrary;
import org.junit.jupiter.api.Test;

class LibrariesTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said), false);

    @Test
    void theCpuAsAskedNeedsNoWordAndNoArgument() throws Exception {
        Libraries libraries = Libraries.choose("cpu", terminal);

        assertThat(libraries.choice().backend()).isEqualTo(Backend.CPU);
        assertThat(libraries.arguments()).isEmpty();
        assertThat(libraries.classPath()).isEqualTo(System.getProperty("java.class.path"));
        assertThat(said.size()).isZero();
    }

    @Test
    void cudaTakesItsBuildWithCuDnn() {
        Libraries libraries = Libraries.ofThisProgram(new Backend.Choice(Backend.CUDA, "found one"));

        assertThat(libraries.arguments()).containsExactly(NativeLibrary.CUDNN);
    }

    @Test
    void aLayerThatDiffersOrIsMissingFailsTheCheck() {
        Map<String, double[]> reference = Map.of("dense", new double[] {1, 2}, "pooling", new double[] {3});

        assertThat(CheckGpu.compare(reference, reference)).isTrue();
        assertThat(CheckGpu.compare(Map.of("dense", new double[] {1, 2.1}, "pooling", new double[] {3}), reference))
                .isFalse();
        assertThat(CheckGpu.compare(Map.of("dense", new double[] {1, 2}), reference))
                .isFalse();
    }
}
