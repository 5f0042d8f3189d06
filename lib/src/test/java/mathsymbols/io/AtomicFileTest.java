package mathsymbols.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsWrittenAndReplacedInAFolderThatIsMade() throws IOException {
        Path target = folder.resolve("a/b/result.txt");

        AtomicFile.write(target, out -> out.write("one".getBytes(StandardCharsets.UTF_8)));
        assertThat(target).hasContent("one");

        AtomicFile.replace(target, path -> Files.writeString(path, "two"));
        assertThat(target).hasContent("two");
        assertThat(names(target.getParent())).containsExactly("result.txt");
    }

    @Test
    void theOldContentIsThereUntilTheNewOneIsComplete() throws IOException {
        Path target = Files.writeString(folder.resolve("result.txt"), "old");

        AtomicFile.write(target, out -> {
            out.write(new byte[100_000]);
            assertThat(target).hasContent("old");
        });

        assertThat(target).hasSize(100_000);
    }

    @Test
    void whenWritingFailsTheOldContentStaysAndNothingElse() throws IOException {
        Path target = Files.writeString(folder.resolve("result.txt"), "old");

        assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(target + ": disk full");

        assertThat(target).hasContent("old");
        assertThat(names(folder)).containsExactly("result.txt");
    }

    @Test
    void whatKilledRunsLeftIsSweptAwayAndWhatLiveOnesWriteIsNot() throws IOException {
        Path abandoned = Files.writeString(folder.resolve(".result.txt.1.part"), "");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path live = Files.writeString(folder.resolve(".result.txt.2.part"), "");

        AtomicFile.write(folder.resolve("result.txt"), out -> out.write(1));

        assertThat(abandoned).doesNotExist();
        assertThat(live).exists();
    }

    @Test
    void aPartThatVanishesIsNotReplacedByAnEmptyOne() throws IOException {
        Path target = Files.writeString(folder.resolve("result.txt"), "before");

        assertThatThrownBy(() -> AtomicFile.replace(target, part -> {
                    Files.writeString(part, "after");
                    Files.delete(part);
                }))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("it was deleted before it was whole");

        assertThat(target).hasContent("before");
    }

    @Test
    void anInterruptDoesNotDisturbTheWritingAndStaysSet() throws IOException {
        Path target = folder.resolve("result.txt");
        Thread.currentThread().interrupt();

        AtomicFile.write(target, out -> out.write(new byte[100_000]));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(target).hasSize(100_000);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
