package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileTest {
    private static final Map<String, String> LABELS = Map.of("01.png", "5", "bild 2.png", "div");

    @TempDir
    Path folder;

    private Map<String, String> read(byte[] labels) throws IOException {
        for (String image : LABELS.keySet()) {
            Files.write(folder.resolve(image), new byte[1]);
        }
        Files.write(folder.resolve("labels.csv"), labels);
        return LabelFile.read(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file,label|01.png,5|bild 2.png,div|",
                "file,label|01.png,5|bild 2.png,div",
                "01.png,5|bild 2.png,div|",
                "file;label|01.png;5|bild 2.png;div|",
                "file\tlabel|01.png\t5|bild 2.png\tdiv|",
                "\"file\",\"label\"|\"01.png\",\"5\"|\"bild 2.png\",\"div\"|",
                ",file,label|0,01.png,5|1,bild 2.png,div|",
                "0,01.png,5|1,bild 2.png,div|",
                "Label,File,by|5,01.png,me|div,bild 2.png,\"me, too\"|",
                "Datei;Bedeutung|01.png;5|bild 2.png;div|",
                "file,label||01.PNG, 5 |Bild 2.png,div||"
            })
    void theWaysOfSpreadsheetsAreRead(String lines) throws IOException {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            String text = lines.replace("|", end);
            for (Charset charset : new Charset[] {
                StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16
            }) {
                assertThat(read(text.getBytes(charset))).as(charset.name()).isEqualTo(LABELS);
            }
            assertThat(read(("\ufeff" + text).getBytes(StandardCharsets.UTF_8))).isEqualTo(LABELS);
            assertThat(read(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)))
                    .isEqualTo(LABELS);
        }
    }

    @Test
    void lettersOfWindowsCodePageAreRead() throws IOException {
        Files.write(folder.resolve("\u00fcbung.png"), new byte[1]);

        assertThat(read("file,label\n\u00fcbung.png,5\n".getBytes("windows-1252")))
                .isEqualTo(Map.of("\u00fcbung.png", "5"));
    }

    @Test
    void aLineThatTellsNothingIsNamed() {
        assertThatThrownBy(() -> read("file,label\n01.png,5\nbild 2.png\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("labels.csv does not tell a file and its label in line 3");
        assertThatThrownBy(() -> read("file,label\n01.png,\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("in line 2");
    }

    @Test
    void aFileThatIsNotThereOrTwiceIsNamed() {
        assertThatThrownBy(() -> read("file,label\n03.png,5\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("labels.csv names 03.png in line 2, which is not in the folder");
        assertThatThrownBy(() -> read("01.png,5\n01.png,6\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("labels.csv names 01.png again in line 2");
    }

    @Test
    void whatIsNotThereOrEmptyTellsNothing() throws IOException {
        assertThat(LabelFile.read(folder)).isEmpty();
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read("file,label\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
