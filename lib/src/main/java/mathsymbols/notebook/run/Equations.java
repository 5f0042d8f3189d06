package mathsymbols.notebook.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import uk.ac.ed.ph.snuggletex.SnuggleEngine;
import uk.ac.ed.ph.snuggletex.SnuggleInput;
import uk.ac.ed.ph.snuggletex.SnuggleSession;
import uk.ac.ed.ph.snuggletex.XMLStringOutputOptions;

/**
 * Turns the equations of a page from LaTeX into MathML, which every browser draws by itself: no script, no font, no
 * request. JupyterLab draws the same text in the open notebook.
 */
final class Equations {
    private static final Pattern EQUATION = Pattern.compile("(?s)\\$\\$(.+?)\\$\\$|\\$(?=\\S)([^$]+?)(?<=\\S)\\$");
    /** Code and what code printed may hold a dollar of their own. */
    private static final String LITERAL = "pre, code, script, style, textarea, title, .output";

    private Equations() {}

    /** The page with its {@code $…$} and {@code $$…$$} as MathML; one that is not understood stays as it is written. */
    static String toMathMl(String page) {
        if (!page.contains("$")) {
            return page;
        }
        Document document = Jsoup.parse(page);
        document.outputSettings().prettyPrint(false);
        for (Element element : document.body().getAllElements()) {
            if (element.closest(LITERAL) == null) {
                List.copyOf(element.textNodes()).forEach(Equations::replace);
            }
        }
        return document.outerHtml();
    }

    private static void replace(TextNode text) {
        Matcher equations = EQUATION.matcher(text.getWholeText());
        int end = 0;
        while (equations.find()) {
            Optional<Element> math = math(equations.group());
            if (math.isPresent()) {
                text.before(new TextNode(text.getWholeText().substring(end, equations.start())));
                text.before(math.get());
                end = equations.end();
            }
        }
        if (end > 0) {
            text.text(text.getWholeText().substring(end));
        }
    }

    /**
     * One equation.
     *
     * @param latex with its dollars
     * @return empty if it holds anything that is not understood
     */
    static Optional<Element> math(String latex) {
        SnuggleSession session = new SnuggleEngine().createSession();
        var options = new XMLStringOutputOptions();
        options.setAddingMathSourceAnnotations(true);
        try {
            session.parseInput(new SnuggleInput(latex));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the input is a text in memory
        }
        String xml = session.buildXMLString(options);
        if (xml == null || !session.getErrors().isEmpty()) {
            return Optional.empty();
        }
        Element math = Jsoup.parse(xml, Parser.xmlParser()).child(0);
        math.select("mfenced").forEach(Equations::writeOutBrackets);
        math.select("mo:containsOwn(-), mn:containsOwn(-)")
                .forEach(sign -> sign.text(sign.text().replace('-', '−')));
        if (latex.startsWith("$$")) {
            // Else browsers set a sum in a fraction as small as in a line of text, on the line if it has high limits.
            math.select("mfrac > :has(munderover), mfrac > munderover").attr("displaystyle", "true");
        }
        math.select("annotation").attr("encoding", "application/x-tex");
        return Optional.of(math);
    }

    /** Browsers no longer know {@code mfenced}, a group with its brackets for attributes. */
    private static void writeOutBrackets(Element group) {
        String open = group.attr("open");
        String close = group.attr("close");
        group.tagName("mrow").clearAttributes();
        if (!open.isEmpty()) {
            group.prependElement("mo").text(open);
        }
        if (!close.isEmpty()) {
            group.appendElement("mo").text(close);
        }
    }
}
