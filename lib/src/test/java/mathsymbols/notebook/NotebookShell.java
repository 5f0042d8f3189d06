package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** A notebook's cells without Jupyter, run in this virtual machine, so that a test and a cell see the same objects. */
final class NotebookShell implements AutoCloseable {
    private final JShell shell = JShell.builder().executionEngine("local").build();

    NotebookShell() {
        shell.addToClasspath(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    }

    /** The sources of a notebook's code cells. */
    static List<String> cells(Path notebook) throws IOException {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(notebook.toFile())
                                .path("cells")
                                .spliterator(),
                        false)
                .filter(cell -> cell.path("cell_type").asText().equals("code"))
                .map(NotebookShell::source)
                .toList();
    }

    private static String source(JsonNode cell) {
        return StreamSupport.stream(cell.path("source").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining());
    }

    /**
     * Runs code; what does not compile, and what throws, fails the test.
     *
     * @return the name of the variable that holds the last expression's value; empty if the code ends with no expression
     */
    String run(String code) {
        String rest = code;
        String last = "";
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            List<String> problems = new ArrayList<>();
            for (SnippetEvent event : shell.eval(next.source())) {
                last = event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        ? ((jdk.jshell.VarSnippet) event.snippet()).name()
                        : "";
                if (event.status() != Status.VALID || event.exception() != null) {
                    shell.diagnostics(event.snippet()).forEach(problem -> problems.add(problem.getMessage(null)));
                    problems.add(event.status() + " " + event.exception());
                }
            }
            assertThat(problems).as(next.source()).isEmpty();
            rest = next.remaining();
        }
        return last;
    }

    @Override
    public void close() {
        shell.close();
    }
}
