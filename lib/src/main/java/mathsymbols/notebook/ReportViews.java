package mathsymbols.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import mathsymbols.plot.Markup;
import mathsymbols.report.CardRow;
import mathsymbols.report.Headline;
import mathsymbols.report.ReportCard;
import mathsymbols.report.ReportCard.Section;
import mathsymbols.report.Verdict;

/** The headline and the report card as their reader sees them. Colours are those of the page, where it names any. */
final class ReportViews {
    private static final List<String> COLUMNS =
            List.of("number", "report", "here", "difference", "95 % interval", "verdict");

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

    /** A section after the other, folded but for those that differ. */
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
                .map(verdict -> verdict(verdict, section.count(verdict) + " " + verdict))
                .collect(Collectors.joining(", "));
        String head = COLUMNS.stream()
                .map(column -> "<th scope=\"col\" style=\"text-align:left\">" + column + "</th>")
                .collect(Collectors.joining());
        String rows = section.rows().stream().map(ReportViews::row).collect(Collectors.joining());
        return "<details" + (section.differs() ? " open" : "") + "><summary><b>" + Markup.escape(section.name())
                + "</b> " + counts + "</summary>"
                + (section.differs() ? "<p>" + Markup.escape(section.why()) + "</p>" : "")
                + "<table><thead><tr>" + head + "</tr></thead><tbody>" + rows + "</tbody></table></details>";
    }

    private static String row(CardRow row) {
        return "<tr><th scope=\"row\" style=\"text-align:left;font-weight:normal\">" + Markup.escape(row.number())
                + "</th>" + cell(row.theirs()) + cell(row.ours()) + cell(row.difference()) + cell(row.interval())
                + "<td style=\"text-align:left;white-space:nowrap\">"
                + verdict(row.verdict(), row.verdict().toString())
                + "</td></tr>";
    }

    private static String cell(String text) {
        return "<td style=\"text-align:left\">" + Markup.escape(text) + "</td>";
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
