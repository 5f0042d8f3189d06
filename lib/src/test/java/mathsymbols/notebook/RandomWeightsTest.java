package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mathsymbols.nn.Vgg19;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomWeightsTest {
    @TempDir
    Path folder;

    @Test
    void theyAreMadeOnceAndMadeAnewWhereTheirFileIsDamaged() throws Exception {
        try (Vgg19 made = RandomWeights.of(1, folder)) {
            Path file = theFile();
            var written = Files.getLastModifiedTime(file);
            try (Vgg19 read = RandomWeights.of(1, folder)) {
                assertThat(read.sha256()).isEqualTo(made.sha256());
                assertThat(read.network().params()).isEqualTo(made.network().params());
            }
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);

            Files.write(file, new byte[] {0, 1, 2});
            try (Vgg19 again = RandomWeights.of(1, folder)) {
                assertThat(again.network().params()).isEqualTo(made.network().params());
            }
            assertThat(theFile()).isEqualTo(file);
            assertThat(Files.size(file)).isGreaterThan(80_000_000);
        }
    }

    private Path theFile() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
