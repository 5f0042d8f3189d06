package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
    private static final Map<String, Object> QUICK = Map.of("profile", "quick");
    private static final Map<String, Object> FULL = Map.of("profile", "full");

    @TempDir
    private Path folder;

    @Test
    void theSameSettingsGoOnWithWhatIsThere() throws IOException {
        Pages pages = begun(QUICK, 380);

        assertThat(pages.begin(QUICK)).isEmpty();

        assertThat(pages.results().read().at("/split/train").asInt()).isEqualTo(380);
        assertThat(folder.resolve("01_load.html")).exists();
    }

    @Test
    void otherSettingsPutEarlierPagesAndNumbersAside() throws IOException {
        Pages pages = begun(QUICK, 380);
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThat(pages.begin(FULL)).contains(folder.resolve("earlier-1"));

        assertThat(pages.results().read().has("split")).isFalse();
        assertThat(pages.results().read().at("/settings/profile").asText()).isEqualTo("full");
        assertThat(folder.resolve("01_load.html")).doesNotExist();
        assertThat(folder.resolve("notes.txt")).exists();
        assertThat(folder.resolve("earlier-1/01_load.html")).hasContent("380");
        assertThat(folder.resolve("earlier-1/01_load.ipynb")).exists();
        assertThat(folder.resolve("earlier-1/index.html")).exists();
        assertThat(folder.resolve("earlier-1/reader.html")).exists();
        assertThat(folder.resolve("reader.html")).doesNotExist();
        assertThat(folder.resolve("earlier-1/results.json")).content().contains("380");
    }

    @Test
    void nothingThatWasPutAsideIsOverwritten() throws IOException {
        begun(QUICK, 380).begin(FULL);
        assertThat(new Pages(folder).begin(QUICK)).contains(folder.resolve("earlier-2"));
        assertThat(folder.resolve("earlier-1/01_load.html")).hasContent("380");
    }

    @Test
    void aRunKilledWhilePagesWerePutAsideBlocksNoLaterOne() throws IOException {
        begun(QUICK, 380);
        Path aside = Files.createDirectory(folder.resolve("earlier-1"));
        Files.move(folder.resolve("01_load.html"), aside.resolve("01_load.html")); // and the kill
        begun(QUICK, 380);

        assertThat(new Pages(folder).begin(FULL)).contains(aside);
        assertThat(aside.resolve("01_load.html")).hasContent("380");
        assertThat(folder.resolve("01_load.html")).doesNotExist();
    }

    private Pages begun(Map<String, Object> settings, int images) throws IOException {
        Pages pages = new Pages(folder);
        pages.begin(settings);
        pages.results().put("split.train", images);
        Files.writeString(folder.resolve("01_load.html"), Integer.toString(images));
        Files.writeString(folder.resolve("01_load.ipynb"), "{}");
        Files.writeString(folder.resolve("index.html"), "index");
        Files.writeString(folder.resolve("reader.html"), "reader");
        return pages;
    }
}
