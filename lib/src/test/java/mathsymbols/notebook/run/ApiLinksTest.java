package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import mathsymbols.notebook.Home;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiLinksTest {
    private static final String PAGE = """
            <!DOCTYPE html><html><body>
            <div class="highlight"><pre>%s</pre></div>
            <div class="highlight"><pre><span class="n">Figures</span><span class="p">.</span><span class="n">first</span>(<span
            class="n">Figures</span>, <span class="n">String</span>, <span class="n">Other</span>)</pre></div>
            <p><span>Figures</span></p></body></html>""";

    @TempDir
    private Path root;

    private Path pages;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void writeALibrary() throws IOException {
        Path sources = root.resolve("lib/src/main/java/mathsymbols/plot");
        Files.createDirectories(sources);
        Files.writeString(
                sources.resolve("Figures.java"),
                "package mathsymbols.plot;\n/** All figures. */\npublic class Figures {}\n");
        pages = root.resolve("reports");
        Files.createDirectories(pages);
    }

    private void document() throws IOException {
        ApiDocs.write(new Home(root), pages, new Terminal(new PrintStream(said), false));
    }

    private Document linked(String imports) {
        return Jsoup.parse(ApiLinks.add(PAGE.formatted(imports), pages));
    }

    @Test
    void anImportedClassIsLinkedOnceInACellToItsDocumentation() throws IOException {
        document();

        Document page = linked("import mathsymbols.plot.*;");

        assertThat(page.select("a").eachText()).containsExactly("Figures");
        assertThat(page.select("a").attr("href")).isEqualTo("api/mathsymbols/plot/Figures.html");
        assertThat(Files.readString(pages.resolve(page.select("a").attr("href"))))
                .contains("All figures.");
        assertThat(page.select(".highlight a > span.n")).hasSize(1);
    }

    @Test
    void aClassOfTheSameNameFromElsewhereIsNotLinked() throws IOException {
        document();

        assertThat(linked("import elsewhere.*;").select("a")).isEmpty();
        assertThat(linked("import mathsymbols.plot.Figure;").select("a")).isEmpty();
        assertThat(linked("import mathsymbols.plot.Figures;").select("a")).hasSize(1);
    }

    @Test
    void withoutDocumentationAPageStaysAsItIs() {
        String page = PAGE.formatted("import mathsymbols.plot.*;");

        assertThat(ApiLinks.add(page, pages)).isEqualTo(page);
    }

    @Test
    void documentationIsWrittenAgainOnlyAfterAChange() throws IOException {
        Path documented = pages.resolve("api/mathsymbols/plot/Figures.html");
        document();
        Files.writeString(documented, "by the first run");
        document();
        assertThat(documented).hasContent("by the first run");

        Files.writeString(
                root.resolve("lib/src/main/java/mathsymbols/plot/Figure.java"),
                "package mathsymbols.plot;\n/** One. */\npublic class Figure {}\n");
        document();
        assertThat(pages.resolve("api/mathsymbols/plot/Figure.html")).exists();
        assertThat(documented).content().contains("All figures.");
    }

    @Test
    void sourcesThatCannotBeDocumentedAreSaidToBeSo() throws IOException {
        Files.writeString(root.resolve("lib/src/main/java/mathsymbols/plot/Figures.java"), "no Java");
        document();

        assertThat(said.toString()).contains("could not be written", "Figures.java");
        assertThat(pages.resolve("api/made-from")).doesNotExist();
    }
}
