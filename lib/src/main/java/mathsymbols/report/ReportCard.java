package mathsymbols.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Every number that the original report prints, beside ours.
 *
 * @param sections in the report's order
 * @param caveat why ours say nothing about the report's, where they do not
 */
public record ReportCard(List<Section> sections, Optional<String> caveat) {
    private static final String NUMBERS = "report.json";
    /** How many of a section's differences its sentence names. */
    private static final int NAMED = 5;

    /**
     * One chapter's numbers.
     *
     * @param why what is known to make them differ where they do, or what keeps them from being compared
     */
    public record Section(String name, String why, List<CardRow> rows) {
        /** Whether nothing that could be compared differs, and something could. */
        public boolean agrees() {
            return has(Verdict.AGREES) && !differs();
        }

        /** Whether something differs by more than chance would. */
        public boolean differs() {
            return has(Verdict.DIFFERS);
        }

        /** Whether our numbers are there, and none of them can be held against the report's. */
        public boolean isIncomparable() {
            return has(Verdict.NOT_COMPARABLE) && !agrees() && !differs();
        }

        private boolean has(Verdict verdict) {
            return rows.stream().anyMatch(row -> row.verdict() == verdict);
        }
    }

    /**
     * A section as the resource types it.
     *
     * @param files the report's own images, by name, where the section is about them; ours may be others
     * @param otherwise what is said if they are
     */
    private record Typed(String section, String why, List<String> files, String otherwise, List<ReportNumber> rows) {
        Section compare(JsonNode results) {
            boolean comparable = files == null || isAbout(results);
            return new Section(
                    section,
                    comparable ? why : otherwise,
                    rows.stream()
                            .map(number -> comparable ? number.compare(results) : number.besides(results))
                            .toList());
        }

        private boolean isAbout(JsonNode results) {
            return results.path("own_images").findValuesAsText("file").equals(files)
                    && results.at("/own_images_score/of").asInt() == files.size();
        }
    }

    public ReportCard {
        sections = List.copyOf(sections);
    }

    /**
     * Compares results with the report.
     *
     * @param results as the notebooks collect them, laid out by the keys of the resource {@code report.json}
     *     ({@code vgg19.test.accuracy}); an interval stands beside its number ({@code vgg19.test.loss_interval} with
     *     {@code low} and {@code high})
     * @param caveat why comparing them means nothing, or less; empty where they come from the report's data, full training
     *     and trained weights
     */
    public static ReportCard of(JsonNode results, Optional<String> caveat) {
        return new ReportCard(
                typed().stream().map(section -> section.compare(results)).toList(), caveat);
    }

    private static List<Typed> typed() {
        try (InputStream json = ReportCard.class.getResourceAsStream(NUMBERS)) {
            return Arrays.asList(new JsonMapper().readValue(json, Typed[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(NUMBERS + " of the library is damaged", e);
        }
    }

    /** One row a number. */
    public Table table() {
        List<CardRow> rows =
                sections.stream().flatMap(section -> section.rows().stream()).toList();
        return Table.create(
                "Report card",
                StringColumn.create("section", sections.stream().flatMap(section -> section.rows().stream()
                        .map(row -> section.name()))),
                column("number", rows, CardRow::number),
                column("theirs", rows, CardRow::theirs),
                column("ours", rows, CardRow::ours),
                column("difference", rows, CardRow::difference),
                column("95 % interval of ours", rows, CardRow::interval),
                column("verdict", rows, row -> row.verdict().toString()));
    }

    private static StringColumn column(String name, List<CardRow> rows, Function<CardRow, String> cell) {
        return StringColumn.create(name, rows.stream().map(cell));
    }

    /** The sections in words: which agree, and which differ in what and why. */
    @Override
    public String toString() {
        String lines = sections.stream().map(ReportCard::line).collect(Collectors.joining("\n"));
        return caveat.map(sentence -> sentence + "\n" + lines).orElse(lines);
    }

    private static String line(Section section) {
        if (section.differs()) {
            return section.name() + " differs: " + differences(section) + ". " + section.why();
        }
        if (section.isIncomparable()) {
            return section.name() + " cannot be compared. " + section.why();
        }
        return section.name() + (section.agrees() ? " agrees." : " has not been run.");
    }

    private static String differences(Section section) {
        List<String> all = section.rows().stream()
                .filter(row -> row.verdict() == Verdict.DIFFERS)
                .map(row -> row.number() + " " + row.ours() + " (theirs " + row.theirs() + ")")
                .toList();
        String first = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        return all.size() <= NAMED ? first : first + " and " + (all.size() - NAMED) + " more";
    }
}
