package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mathsymbols.io.InputException;
import mathsymbols.train.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    private Path folder;

    private Results results;

    @BeforeEach
    void open() {
        results = Results.in(folder.resolve("results.json"));
    }

    @Test
    void dotsLeadIntoNestedObjectsAndNothingElseIsLost() {
        results.put("alexnet.test", Map.of("loss", 2.5));
        results.put("alexnet.test.accuracy", 0.8);
        results.put("seconds.total", 3);

        assertThat(results.read().at("/alexnet/test/loss").asDouble()).isEqualTo(2.5);
        assertThat(results.read().at("/alexnet/test/accuracy").asDouble()).isEqualTo(0.8);
        assertThat(results.read().at("/seconds/total").asInt()).isEqualTo(3);
    }

    @Test
    void nothingIsLostWhereSeveralNotebooksAddAtOnce() {
        IntStream.range(0, 4).parallel().forEach(notebook -> {
            Results its = Results.in(folder.resolve("results.json"));
            IntStream.range(0, 25).forEach(i -> its.put("notebook" + notebook + ".key" + i, i));
        });

        assertThat(results.read()).hasSize(4).allSatisfy(numbers -> assertThat(numbers)
                .hasSize(25));
    }

    @Test
    void aRecordsComponentsAreWrittenInSnakeCase() {
        results.put("alexnet.history", List.of(new History.Epoch(1, 0.5, 0.8, 0.6, 0.7, 12.5, 64)));

        assertThat(results.read().at("/alexnet/history/0/val_accuracy").asDouble())
                .isEqualTo(0.7);
    }

    @Test
    void knowTheSettingsOfTheirRun() {
        assertThat(results.haveSettings(Map.of("profile", "quick"))).isFalse();

        results.put("settings", Map.of("profile", "quick", "seed", 1001L));

        assertThat(results.haveSettings(Map.of("profile", "quick", "seed", 1001L)))
                .isTrue();
        assertThat(results.haveSettings(Map.of("profile", "full", "seed", 1001L)))
                .isFalse();
    }

    @Test
    void settingsAreTheSameWhereverTheImagesLie() {
        results.put("settings", Map.of("data", "/one/images.zip", "data_sha256", "ab"));

        assertThat(results.haveSettings(Map.of("data", "/two/images.zip", "data_sha256", "ab")))
                .isTrue();
        assertThat(results.haveSettings(Map.of("data", "/one/images.zip", "data_sha256", "cd")))
                .isFalse();
    }

    @Test
    void aFileThatIsNoJsonIsNamed() throws IOException {
        Files.writeString(folder.resolve("results.json"), "{\"split\":");

        assertThatThrownBy(() -> results.put("a", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("results.json");
    }
}
