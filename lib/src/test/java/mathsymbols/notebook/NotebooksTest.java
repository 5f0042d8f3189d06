package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotebooksTest {
    private static final Path FOLDER = Path.of("..", "notebooks");

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreSevenChapters() throws IOException {
        assertThat(notebooks())
                .extracting(file -> file.getFileName().toString().substring(0, 3))
                .containsExactly("01_", "02_", "03_", "04_", "05_", "06_", "07_");
    }

    @Test
    void theFirstChapterTellsOfAllOthers() throws IOException {
        String first = Files.readString(notebooks().get(0));
        assertThat(notebooks().stream().skip(1))
                .allSatisfy(notebook -> assertThat(first).contains("(" + notebook.getFileName() + ")"));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aNotebookIsCommittedWithoutOutputs(Path notebook) throws IOException {
        for (JsonNode cell : read(notebook).path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                assertThat(cell.path("outputs"))
                        .as("outputs of %s: clear them before committing", cell.path("source"))
                        .isEmpty();
                assertThat(cell.path("execution_count").isNull())
                        .as("execution count of %s", cell.path("source"))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aNotebookAsksForThisProjectsKernel(Path notebook) throws IOException {
        JsonNode kernel = read(notebook).at("/metadata/kernelspec");

        assertThat(kernel.path("name").asText()).isEqualTo("math-symbols-java");
        assertThat(kernel.path("display_name").asText()).isEqualTo("Java (math symbols)");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aNotebookSaysInALineWhatItIsAbout(Path notebook) throws IOException {
        assertThat(read(notebook).at("/metadata/line").asText())
                .hasSizeBetween(20, 100)
                .endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aLineOfCodeFitsItsBox(Path notebook) throws IOException {
        for (JsonNode cell : read(notebook).path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                String code = StreamSupport.stream(cell.path("source").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining());
                assertThat(code.lines()).as("lines of at most 100 characters").allMatch(line -> line.length() <= 100);
            }
        }
    }

    /** Each was said once and was false for the sample, for random weights or under the quick profile. */
    @ParameterizedTest
    @MethodSource("notebooks")
    void aTextHoldsForEveryRun(Path notebook) throws IOException {
        assertThat(Files.readString(notebook))
                .doesNotContain(
                        "better model",
                        "Labels and images agree",
                        "for two epochs",
                        "the same number as in the report",
                        "number that the report prints",
                        "the weights are those of Oxford",
                        "stays harmless here",
                        "The images of the dataset are black",
                        "jumps about",
                        "averages that follow faster",
                        "each is a change of a few lines")
                .doesNotContainPattern("(?<!In the report's images )the paper is white \\(255")
                .doesNotContainPattern("\\*\\*VGG19\\*\\* has learnt");
    }

    /** Deeplearning4j's model file is read by deserialisation and by class names; {@code Weights} holds numbers. */
    @ParameterizedTest
    @MethodSource("notebooks")
    void aNotebookReadsNoFileThatCanNameAClass(Path notebook) throws IOException {
        assertThat(Files.readString(notebook))
                .doesNotContain(
                        "MultiLayerNetwork.load", "ComputationGraph.load", "ModelSerializer", "ObjectInputStream");
    }

    private static JsonNode read(Path notebook) throws IOException {
        return new ObjectMapper().readTree(notebook.toFile());
    }
}
