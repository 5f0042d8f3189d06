package mathsymbols.notebook;

import java.io.StringWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mathsymbols.plot.Figure;
import mathsymbols.plot.Markup;
import mathsymbols.plot.Slides;
import mathsymbols.predict.pad.DrawingPad;
import mathsymbols.predict.pad.ReaderPage;
import org.jsoup.nodes.Element;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.html.HtmlWriteOptions;

/** Turns the values that end a cell into what its reader sees. */
final class Renderers {
    private Renderers() {}

    private static final Pattern NUMBER = Pattern.compile("[-+−]?[0-9][0-9.,]*( ?%)?( … [-+−]?[0-9][0-9.,]*)?");

    /** The share of numbers from which on a column of texts is one of numbers, with some words in it. */
    private static final double MOSTLY = 0.75;

    /** A page keeps what a cell holds on one line, unless it is longer than this. */
    private static final int LONGEST_LINE = 40;

    private static final String FOLDED = ";white-space:normal;min-width:14em";

    private static final String NO_PAD =
            "The drawing pad lives only while the notebook runs: open the notebook in Jupyter and run this cell to draw.";

    /**
     * A table whose numbers stand right and whose words stand left. It brings no colours of its own and so follows the
     * notebook's theme.
     */
    static Rendering table(Table table) {
        StringWriter html = new StringWriter();
        table.write()
                .usingOptions(HtmlWriteOptions.builder(html)
                        .elementCreator((name, column, row) -> element(name, column))
                        .build());
        return new Rendering(captioned(html.toString(), table.name()), table.printAll());
    }

    private static String captioned(String html, String name) {
        return name == null || name.isBlank()
                ? html
                : html.replaceFirst(
                        "<table[^>]*>",
                        "$0" + Matcher.quoteReplacement("<caption>" + Markup.escape(name) + "</caption>"));
    }

    private static Element element(String name, Column<?> column) {
        Element element = new Element(name);
        return column == null
                ? element
                : element.attr(
                        "style",
                        "text-align:" + (isNumeric(column) ? "right" : "left") + (hasSentences(column) ? FOLDED : ""));
    }

    private static boolean hasSentences(Column<?> column) {
        return column instanceof StringColumn texts
                && texts.asList().stream().anyMatch(text -> text.length() > LONGEST_LINE);
    }

    /** Numbers, or texts that are mostly numbers or intervals written in a way of their own. */
    private static boolean isNumeric(Column<?> column) {
        return column instanceof NumericColumn
                || column instanceof StringColumn texts
                        && texts.asList().stream()
                                        .filter(text -> !text.isBlank())
                                        .mapToInt(text -> NUMBER.matcher(text).matches() ? 1 : 0)
                                        .average()
                                        .orElse(0)
                                >= MOSTLY;
    }

    /** A figure with its alternative text, sharp on fine screens and on paper. */
    static Rendering figure(Figure figure) {
        return new Rendering(figure.html(), figure.alt());
    }

    /** Figures with a slider, and what all of them show. */
    static Rendering slides(Slides slides) {
        return new Rendering(slides.html(), slides.alt());
    }

    /** A chart at its own size, with its title for an alternative text. */
    static Rendering chart(Chart<?, ?> chart) {
        return figure(new Figure(
                chart.getWidth(),
                chart.getHeight(),
                chart.getTitle(),
                Figure.Look.CHART,
                "",
                1,
                List.of(),
                graphics -> chart.paint(graphics, chart.getWidth(), chart.getHeight())));
    }

    /** The page that reads by itself, also in an exported page; in a terminal, one sentence. */
    static Rendering page(ReaderPage page) {
        return new Rendering(page.frame(), "A page to draw on, with the reader inside.");
    }

    /** The page to draw on; an exported page, which outlives it, shows the text instead. */
    static Rendering pad(DrawingPad pad) {
        return new Rendering(pad.html(), NO_PAD);
    }
}
