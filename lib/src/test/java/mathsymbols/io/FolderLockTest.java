package mathsymbols.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    /** Takes the folder, says so, and holds it until its input ends. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            try (FolderLock lock = FolderLock.of(Path.of(arguments[0]))) {
                System.out.println("taken " + lock);
                System.in.read();
            }
        }
    }

    @TempDir
    private Path folder;

    @Test
    void aFolderIsTakenOnceAndGivenBack() throws IOException {
        for (int time = 0; time < 2; time++) {
            try (FolderLock lock = FolderLock.of(folder)) {
                assertThat(lock).isNotNull();
                assertThatThrownBy(() -> FolderLock.of(folder))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining(folder + " is in use");
            }
        }
    }

    @Test
    void aFolderOfAnotherProgramIsRefusedUntilThatIsKilled() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).startsWith("taken");
            assertThatThrownBy(() -> FolderLock.of(folder)).isInstanceOf(InputException.class);
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
        FolderLock.of(folder).close();
    }
}
