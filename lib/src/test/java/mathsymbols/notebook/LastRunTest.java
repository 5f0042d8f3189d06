package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastRunTest {
    @TempDir
    private Path folder;

    private Path root;
    private Home home;
    private Settings settings;

    @BeforeEach
    void reproduce() throws IOException {
        root = folder.resolve("project");
        Files.createDirectories(root.resolve("notebooks"));
        Files.createDirectories(root.resolve("environment"));
        Sample.generate(root.resolve("data/mine.zip"), 1, 10);
        home = new Home(root);
        Path weights = Files.writeString(folder.resolve("weights.h5"), "numbers");
        settings = Settings.choose(
                "full",
                root.resolve("data/mine.zip").toString(),
                weights.toString(),
                "cpu",
                root.resolve("pages"),
                home,
                Map.of(),
                Progress.NONE);
        settings.remember();
    }

    @Test
    void aNotebookOpenedByHandMeetsTheSameRun() {
        LastRun.Recalled recalled = LastRun.recall(Map.of(), home);

        assertThat(Settings.of(recalled.environment(), root, Progress.NONE)).isEqualTo(settings);
        assertThat(recalled.sentence()).hasValueSatisfying(sentence -> assertThat(sentence)
                .startsWith("These are the settings of the last reproduce (20")
                .doesNotContain("but for"));
    }

    @Test
    void variablesWin() {
        LastRun.Recalled recalled = LastRun.recall(Map.of(Settings.PROFILE, "quick"), home);

        Settings changed = Settings.of(recalled.environment(), root, Progress.NONE);
        assertThat(changed.profile()).isEqualTo(Profile.QUICK);
        assertThat(changed.images()).isEqualTo(settings.images());
        assertThat(recalled.sentence().orElseThrow()).contains("but for MATH_SYMBOLS_PROFILE;");
    }

    @Test
    void aChapterThatReproduceRunsRecallsNothing() {
        assertThat(LastRun.recall(settings.environment(), home))
                .isEqualTo(new LastRun.Recalled(settings.environment(), Optional.empty()));
    }

    @Test
    void aProjectThatWasMovedFindsItsOwnImages() throws IOException {
        Path moved = folder.resolve("moved");
        Files.move(root, moved);

        Map<String, String> environment =
                LastRun.recall(Map.of(), new Home(moved)).environment();

        assertThat(environment.get("MATH_SYMBOLS_DATA"))
                .isEqualTo(moved.resolve("data/mine.zip").toString());
    }

    @Test
    void whatHasGoneLeavesTheDefaultsAndIsNamed() throws IOException {
        Files.delete(folder.resolve("weights.h5"));

        LastRun.Recalled recalled = LastRun.recall(Map.of(), home);

        assertThat(recalled.environment()).isEmpty();
        assertThat(recalled.sentence().orElseThrow()).contains("weights.h5", "no longer there", "defaults");
    }

    @Test
    void aDamagedFileLeavesTheDefaultsAndIsNamed() throws IOException {
        Files.writeString(root.resolve("models/last-run.json"), "{\"profile\": 3");

        LastRun.Recalled recalled = LastRun.recall(Map.of(), home);

        assertThat(recalled.environment()).isEmpty();
        assertThat(recalled.sentence().orElseThrow()).contains("last-run.json is damaged", "delete it");
    }
}
