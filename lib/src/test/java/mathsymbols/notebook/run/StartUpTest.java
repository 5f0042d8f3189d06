package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mathsymbols.io.InputException;
import mathsymbols.notebook.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartUpTest {
    @TempDir
    private Path folder;

    @Test
    void theFoldersAreMadeAndLeftEmpty() throws IOException {
        StartUp.check(new Home(folder), folder.resolve("deep/reports"));

        for (String name : new String[] {"data", "models", "deep/reports"}) {
            assertThat(folder.resolve(name)).isEmptyDirectory();
        }
    }

    @Test
    void aFileInAFoldersPlaceIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("reports"));

        assertThatThrownBy(() -> StartUp.check(new Home(folder), file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " is a file where a folder is needed");
    }

    /** A folder below a file is one that even root cannot write to. */
    @Test
    void aFolderThatCannotBeWrittenToIsNamedWithTheRemedy() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> StartUp.check(new Home(folder), file.resolve("reports")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file + "/reports cannot be written to")
                .hasMessageContaining("copy the project");
    }
}
