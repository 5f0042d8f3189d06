package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mathsymbols.nn.AlexNet;
import mathsymbols.nn.Reader;
import mathsymbols.nn.TransferHead;
import mathsymbols.nn.Vgg19;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** The networks that the notebooks write out, layer by layer, are those that the library's tests know. */
class NetworksOnThePageTest {
    /** How a cell's value leaves the shell, which runs in this virtual machine. */
    private static final String PROPERTY = "mathsymbols.test.configuration";

    private NotebookShell shell;

    @BeforeEach
    void open() {
        shell = new NotebookShell();
        shell.run("int classes = 19; long seed = 1001;");
    }

    @AfterEach
    void close() {
        shell.close();
        System.clearProperty(PROPERTY);
    }

    @Test
    void chapter2WritesTheLibrarysAlexNet() throws IOException {
        runCells("02_alexnet_tuning.ipynb", "MultiLayerConfiguration alexNet(");
        for (Activation activation : List.of(Activation.RELU, Activation.TANH)) {
            var options = AlexNet.Options.ofReport(activation, 1e-4, 19, 1001);
            String name = activation.toString().toLowerCase(Locale.ROOT);
            assertThat(json("alexNet(\"%s\", 1e-4, 0.99)".formatted(name)))
                    .isEqualTo(AlexNet.configuration(options).toJson());
            assertThat(json("alexNet(\"%s\", 1e-4, 0.9)".formatted(name)))
                    .isEqualTo(AlexNet.configuration(options.withBatchNormDecay(0.9))
                            .toJson());
        }
    }

    @Test
    void chapter3WritesTheLibrarysHead() throws IOException {
        runCells("03_vgg19_transfer.ipynb", "MultiLayerConfiguration head(");
        assertThat(json("head(InputType.feedForward(25_088), 1e-3)"))
                .isEqualTo(TransferHead.configuration(Vgg19.SHAPE, 19, 1001).toJson());
    }

    @Test
    void chapter7WritesTheLibrarysReader() throws IOException {
        runCells("07_beyond_the_report.ipynb", "MultiLayerConfiguration reader(");
        assertThat(json("reader(new Adam(1e-3))"))
                .isEqualTo(Reader.configuration(19, new Adam(1e-3), 1001).toJson());
    }

    private String json(String configuration) {
        shell.run("System.setProperty(\"%s\", %s.toJson());".formatted(PROPERTY, configuration));
        return System.getProperty(PROPERTY);
    }

    /** Runs a notebook's imports and the cell that defines a network. */
    private void runCells(String notebook, String definition) throws IOException {
        List<String> cells = NotebookShell.cells(Path.of("..", "notebooks", notebook)).stream()
                .filter(source -> source.startsWith("import ") || source.contains(definition))
                .toList();
        assertThat(cells).as("cells of " + notebook).hasSizeGreaterThan(2);
        cells.forEach(shell::run);
    }
}
