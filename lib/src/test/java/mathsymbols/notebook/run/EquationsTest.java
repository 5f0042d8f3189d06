package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class EquationsTest {
    private static Document converted(String body) {
        return Jsoup.parse(Equations.toMathMl("<!DOCTYPE html><html lang=\"en\"><body>" + body + "</body></html>"));
    }

    @Test
    void anEquationInALineStaysInIt() {
        Document page = converted("<p>The loss is $-\\ln\\, p_c$, see above.</p>");
        assertThat(page.select("p > math")).hasSize(1);
        assertThat(page.select("msub > mi").eachText()).containsExactly("p", "c");
        assertThat(page.select("p").text()).startsWith("The loss is ").endsWith(", see above.");
    }

    @Test
    void anEquationOfItsOwnIsABlockAlsoOverSeveralLines() {
        Document page = converted("<p>$$p_k = \\frac{e^{z_k}}\n{\\sum_{j=1}^{19} e^{z_j}}$$</p>");
        assertThat(page.select("math").attr("display")).isEqualTo("block");
        assertThat(page.select("mfrac > msup")).hasSize(1);
        assertThat(page.select("mfrac > [displaystyle=true]"))
                .as("what holds the sum")
                .hasSize(1);
        assertThat(page.select("annotation").text()).contains("\\frac");
    }

    @Test
    void severalEquationsOfOneParagraphKeepTheirOrder() {
        Document page = converted("<p>a $x$ b $y &lt; 1$ c</p>");
        assertThat(page.select("math").eachAttr("xmlns")).hasSize(2);
        assertThat(page.select("mrow, mi").eachText()).first().isEqualTo("x");
        assertThat(page.select("mo").text()).isEqualTo("<");
        assertThat(page.select("p").first().ownText()).isEqualTo("a b c");
    }

    @Test
    void bracketsAreWrittenOutAndAMinusIsNoHyphen() {
        assertThat(converted("$A^{-1}$").select("math :containsOwn(-)").not("annotation"))
                .isEmpty();
        Document page = converted("<p>$(1 - \\beta)\\, g$</p>");
        assertThat(page.select("mfenced")).isEmpty();
        assertThat(page.select("mo").eachText()).containsExactly("(", "−", ")");
    }

    @Test
    void codeWhatWasPrintedAndWhatIsNotUnderstoodStayAsTheyAre() {
        for (String body : List.of(
                "<pre>a $x$ b</pre>",
                "<p><code>$x$</code></p>",
                "<div class=\"output\"><p>$x$</p></div>",
                "<p>costs 5 $ or 6 $ a piece</p>",
                "<p>$\\unheardOf{x}$</p>")) {
            assertThat(converted(body).body().html())
                    .isEqualTo(Jsoup.parse(body).body().html());
        }
    }

    @Test
    void aPageWithoutEquationsIsReturnedAsItIs() {
        String page = "<!DOCTYPE html><p>none<br>here";
        assertThat(Equations.toMathMl(page)).isSameAs(page);
    }

    @Test
    void everyEquationOfTheNotebooksIsUnderstood() throws IOException {
        List<String> equations = new ArrayList<>();
        try (Stream<Path> notebooks = Files.list(Path.of("..", "notebooks"))) {
            for (Path notebook :
                    notebooks.filter(file -> file.toString().endsWith(".ipynb")).toList()) {
                for (JsonNode cell :
                        new ObjectMapper().readTree(notebook.toFile()).path("cells")) {
                    if (cell.path("cell_type").asText().equals("markdown")) {
                        equations.addAll(equations(Chapter.source(cell.path("source"))));
                    }
                }
            }
        }
        assertThat(equations).hasSizeGreaterThan(5);
        assertThat(equations)
                .allSatisfy(latex -> assertThat(Equations.math(latex)).isPresent());
    }

    private static List<String> equations(String markdown) {
        return Pattern.compile("\\$\\$[^$]+\\$\\$|\\$[^$]+\\$")
                .matcher(markdown)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
