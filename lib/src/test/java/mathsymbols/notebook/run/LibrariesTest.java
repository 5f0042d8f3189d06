package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import mathsymbols.machine.Backend;
import mathsymbols.machine.NativeLibrary;
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
}
