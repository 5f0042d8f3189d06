package mathsymbols.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorsTest {
    @TempDir
    private Path folder;

    @Test
    void aLimitIsToldWhereTheMachineHasMore() throws IOException {
        Path four = Files.writeString(folder.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: x\n\n".repeat(4));

        assertThat(Processors.limit(2, four)).hasValue(2);
        assertThat(Processors.limit(4, four)).isEmpty();
    }

    @Test
    void whereNobodyTellsHowManyThereAreThereIsNone() {
        assertThat(Processors.limit(2, folder.resolve("missing"))).isEmpty();
    }
}
