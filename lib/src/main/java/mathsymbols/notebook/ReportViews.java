package mathsymbols.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mathsymbols.plot.Markup;
import mathsymbols.report.CardRow;
import mathsymbols.report.Headline;
import mathsymbols.report.ReportCard;
import mathsymbols.report.ReportCard.Section;
import mathsymbols.report.Verdict;

/** The headline and the report card as their reader sees them. Colours are those of the page, where it names any. */
final class ReportViews {
    /** Between the number's name and its verdict. */
    private static final List<Column> COLUMNS = List.of(
            new Column("report", CardRow::theirs),
            new Column("here", CardRow::ours),
            new Column("difference", CardRow::difference),
            new Column("95 % interval", CardRow::interval));

    private record Column(String name, Function<CardRow, String> cell) {
        boolean isEmpty(Section section) {
            return section.rows().stream().map(cell).allMatch(String::isEmpty);
        }
    }

    private ReportViews() {}

    /** One line a finding, its number first. */
    static Rendering headline(Headline headline) {
        String lines = headline.findings().stream()
                .map(finding -> "<div style=\"margin:.5em 0\"><dt>" + Markup.escape(finding.about())
                        + " <strong style=\"font-size:1.5em;white-space:nowrap\">" + Markup.escape(finding.value())
                        + "</strong></dt><dd style=\"margin:0\">" + Markup.escape(finding.sentence())
                        + "</dd></div>")
                .collect(Collectors.joining());
        return new Rendering("<dl class=\"math-symbols-headline\">" + lines + "</dl>", headline.toString());
    }

    /** A section after the other, folded but for those that differ, and without columns that nothing stands in. */
    static Rendering card(ReportCard card) {
        String caveat = card.caveat()
                .map(each -> "<p>" + Markup.escape(each.sentence()) + "</p>")
                .orElse("");
        String sections = card.sections().stream().map(ReportViews::section).collect(Collectors.joining());
        return new Rendering("<div class=\"math-symbols-card\">" + caveat + sections + "</div>", card.toString());
    }

    private static String section(Section section) {
        String counts = Arrays.stream(Verdict.values())
                .filter(verdict -> section.count(verdict) > 0)
                .map(verdict -> verdict(verdict, section.count(verdict) + " " + verdict.of(section.count(verdict))))
                .collect(Collectors.joining(", "));
        List<Column> columns =
                COLUMNS.stream().filter(column -> !column.isEmpty(section)).toList();
        String head = Stream.of(Stream.of("number"), columns.stream().map(Column::name), Stream.of("verdict"))
                .flatMap(names -> names)
                .map(name -> "<th scope=\"col\" style=\"text-align:left\">" + name + "</th>")
                .collect(Collectors.joining());
        String rows = section.rows().stream().map(row -> row(row, columns)).collect(Collectors.joining());
        return "<details" + (section.differs() ? " open" : "") + "><summary><b>" + Markup.escape(section.name())
                + "</b> " + counts + "</summary>"
                + (section.differs() ? "<p>" + Markup.escape(section.why()) + "</p>" : "")
                + "<table><thead><tr>" + head + "</tr></thead><tbody>" + rows + "</tbody></table></details>";
    }

    private static String row(CardRow row, List<Column> columns) {
        String cells = columns.stream()
                .map(column -> "<td style=\"text-align:left\">"
                        + Markup.escape(column.cell().apply(row)) + "</td>")
                .collect(Collectors.joining());
        return "<tr><th scope=\"row\" style=\"text-align:left;font-weight:normal\">" + Markup.escape(row.number())
                + "</th>" + cells
                + "<td style=\"text-align:left;white-space:nowrap\">"
                + verdict(row.verdict(), row.verdict().toString())
                + "</td></tr>";
    }

    /** A mark before the words, so that nothing is said by colour alone. */
    private static String verdict(Verdict verdict, String words) {
        return switch (verdict) {
            case AGREES -> colored("var(--agrees, #00694a)", "✓ " + words);
            case DIFFERS -> colored("var(--differs, #a63f00)", "≠ " + words);
            case NOT_COMPARABLE -> "○ " + words;
            case MISSING -> "– " + words;
        };
    }

    private static String colored(String color, String words) {
        return "<span style=\"color:" + color + ";font-weight:bold\">" + words + "</span>";
    }
}
