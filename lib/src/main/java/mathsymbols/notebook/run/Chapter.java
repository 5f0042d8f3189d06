package mathsymbols.notebook.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.notebook.Home;

/**
 * One notebook of the series.
 *
 * @param notebook its file, {@code NN_name.ipynb}
 * @param title its first heading
 * @param line what its metadata call it in a {@code line}; without one, the first sentence of its text
 */
record Chapter(Path notebook, String title, String line) {
    /** All chapters in their order. */
    static List<Chapter> all(Home home) throws IOException {
        try (Stream<Path> files = Files.list(home.notebooks())) {
            List<Chapter> chapters = files.filter(
                            file -> file.getFileName().toString().matches("[0-9]{2}_.*\\.ipynb"))
                    .sorted()
                    .map(Chapter::read)
                    .toList();
            if (chapters.isEmpty()) {
                throw new InputException(
                        home.notebooks() + " holds no notebook named like 01_name.ipynb: restore the folder.");
            }
            return chapters;
        }
    }

    private static Chapter read(Path notebook) {
        try {
            JsonNode root = Json.MAPPER.readTree(notebook.toFile());
            JsonNode cells = root.path("cells");
            List<String> text = StreamSupport.stream(cells.spliterator(), false)
                    .filter(cell -> cell.path("cell_type").asText().equals("markdown"))
                    .map(cell -> source(cell.path("source")))
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            String title = text.stream()
                    .filter(line -> line.startsWith("# "))
                    .findFirst()
                    .orElse("# " + name(notebook));
            String first = text.stream()
                    .filter(each -> !each.startsWith("#"))
                    .findFirst()
                    .orElse("")
                    .replaceFirst("(?<=[.!?]) .*", "");
            String line = root.path("metadata").path("line").asText(plain(first));
            return new Chapter(notebook, plain(title.substring(2)), line);
        } catch (IOException e) {
            throw new InputException(notebook + " is not a notebook (" + e.getMessage() + "): restore the file.", e);
        }
    }

    /** A notebook keeps a text as one string or as a list of lines. */
    static String source(JsonNode text) {
        StringBuilder joined = new StringBuilder();
        text.forEach(line -> joined.append(line.asText()));
        return text.isArray() ? joined.toString() : text.asText();
    }

    private static String plain(String markdown) {
        return markdown.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceAll("[*`]", "");
    }

    private static String name(Path notebook) {
        return notebook.getFileName().toString().replace(".ipynb", "");
    }

    /** The file's name without its ending. */
    String name() {
        return name(notebook);
    }

    /** The two digits that {@code --only} takes. */
    String number() {
        return name().substring(0, 2);
    }

    /** The file of its page. */
    String page() {
        return name() + ".html";
    }
}
