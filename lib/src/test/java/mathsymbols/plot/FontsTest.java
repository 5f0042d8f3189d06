package mathsymbols.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FontsTest {
    /** Prints what the check says. */
    static final class Program {
        public static void main(String[] none) {
            try {
                Fonts.check();
            } catch (InputException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @TempDir
    private Path folder;

    @Test
    void thisMachineHasFonts() {
        assertThatCode(Fonts::check).doesNotThrowAnyException();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aMachineWithoutFontsIsToldWhatToInstall() throws Exception {
        Path nothing = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig/>");
        ProcessBuilder process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName()))
                .redirectErrorStream(true);
        process.environment().put("FONTCONFIG_FILE", nothing.toString());
        process.environment().put("FONTCONFIG_PATH", folder.toString());
        Process started = process.start();

        assertThat(new String(started.getInputStream().readAllBytes()).strip())
                .isEqualTo("Figures cannot be drawn because this machine has no font: install fontconfig and one font"
                        + " (Debian: fonts-dejavu-core).");
        assertThat(started.waitFor()).isZero();
    }
}
