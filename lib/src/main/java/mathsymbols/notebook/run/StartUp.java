package mathsymbols.notebook.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mathsymbols.io.InputException;
import mathsymbols.notebook.Home;
import mathsymbols.plot.Fonts;

/** Finds out in milliseconds what would stop a run minutes later. */
final class StartUp {
    private StartUp() {}

    /**
     * Makes the folders that are written to, where missing.
     *
     * @param more a folder beside {@code data/} and {@code models/}
     * @throws InputException if one cannot be written to, or no figure can be drawn
     */
    static void check(Home home, Path more) {
        for (Path folder : List.of(home.dataFolder(), home.models(), more)) {
            checkWritable(folder);
        }
        Fonts.check();
    }

    private static void checkWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            // A test file, because permissions alone do not tell of disks that are mounted read-only.
            Files.delete(Files.createTempFile(folder, ".writable-", ""));
        } catch (FileAlreadyExistsException e) {
            throw new InputException(
                    folder + " is a file where a folder is needed: move it, or name another folder.", e);
        } catch (IOException e) {
            throw new InputException(
                    "The folder " + folder + " cannot be written to (" + InputException.reason(e)
                            + "): make it yours (chown, chmod), or copy the project to a folder of your own.",
                    e);
        }
    }
}
