package mathsymbols.plot;

import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.html.HtmlWriteOptions;

/**
 * A table as HTML: numbers stand right, words left, figures are of equal width so that digits line up. It brings no
 * colours and so follows the notebook's theme, light or dark.
 */
public final class HtmlTable {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]");
    private static final String LINED_UP = "font-variant-numeric:tabular-nums";

    private HtmlTable() {}

    /** The whole table, with the numbers as its columns print them. */
    public static String of(Table table) {
        Set<String> numeric = table.columns().stream()
                .filter(HtmlTable::isNumeric)
                .map(Column::name)
                .collect(Collectors.toSet());
        var html = new StringWriter();
        table.write()
                .usingOptions(HtmlWriteOptions.builder(html)
                        .elementCreator((name, column, row) -> new Element(name)
                                .attr("style", column == null ? LINED_UP : alignment(numeric.contains(column.name()))))
                        .build());
        return html.toString();
    }

    private static String alignment(boolean numeric) {
        return "text-align:" + (numeric ? "right" : "left");
    }

    /** Whether it holds numbers, or text two thirds of which begin with one (scores with their intervals, settings). */
    private static boolean isNumeric(Column<?> column) {
        if (!(column instanceof StringColumn text)) {
            return column instanceof NumericColumn;
        }
        List<String> cells =
                text.asList().stream().filter(cell -> !cell.isEmpty()).toList();
        long numbers =
                cells.stream().filter(cell -> NUMBER.matcher(cell).lookingAt()).count();
        return !cells.isEmpty() && 3 * numbers >= 2 * cells.size();
    }
}
