package mathsymbols.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final long GIB = 1L << 30;

    @Test
    void theKernelGetsThreeQuartersOfTheMachine() {
        Memory memory = Memory.ofMachine(8 * GIB);

        assertThat(memory.heap() + memory.arrays()).isEqualTo(6 * GIB);
        assertThat(memory.arguments())
                .containsExactly(
                        "-Xmx1536m",
                        "-Dorg.bytedeco.javacpp.maxbytes=4608m",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=6144m");
        assertThat(memory).hasToString("6.0 GiB (1.5 GiB of it Java's heap); MATH_SYMBOLS_MEMORY changes it");
    }

    @Test
    void theVariableSaysOtherwise() {
        Memory memory = Memory.share(Map.of("MATH_SYMBOLS_MEMORY", "4g"));

        assertThat(memory.heap() + memory.arrays()).isEqualTo(4 * GIB);
        assertThat(Memory.share(Map.of("MATH_SYMBOLS_MEMORY", memory.value()))).isEqualTo(memory);
    }

    @Test
    void tooLittleIsSaidBeforeAnythingRuns() {
        assertThatThrownBy(() -> Memory.ofMachine(2 * GIB))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2.0 GiB")
                .hasMessageContaining("MATH_SYMBOLS_MEMORY");
    }

    @Test
    void anAmountThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Memory.share(Map.of("MATH_SYMBOLS_MEMORY", "much")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("MATH_SYMBOLS_MEMORY=much");
    }
}
