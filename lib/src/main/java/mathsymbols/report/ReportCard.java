package mathsymbols.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import mathsymbols.io.Json;

/**
 * Every number that the original report prints, beside ours.
 *
 * @param sections in the report's order
 * @param caveat what keeps ours from being compared, where something does
 */
public record ReportCard(List<Section> sections, Optional<Caveat> caveat) {
    private static final String NUMBERS = "report.json";
    /** How many of a section's differences its sentence names. */
    private static final int NAMED = 5;

    /**
     * One chapter's numbers.
     *
     * @param why what is known to make them differ where they do, or what keeps them from being compared
     * @param comparable whether all of them could be compared
     */
    public record Section(String name, String why, boolean comparable, List<CardRow> rows) {
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
            return count(verdict) > 0;
        }

        /** How many rows have come to {@code verdict}. */
        public long count(Verdict verdict) {
            return rows.stream().filter(row -> row.verdict() == verdict).count();
        }
    }

    /**
     * A section as the resource types it.
     *
     * @param files the report's own images, by name, where the section is about them; ours may be others
     * @param ifOthers what is said if they are
     * @param rests what those of its numbers rest on that do not say so themselves
     */
    private record Typed(
            String section,
            String why,
            List<String> files,
            String ifOthers,
            Set<Basis> rests,
            List<ReportNumber> rows) {
        Section compare(JsonNode results, Optional<Caveat> caveat) {
            boolean others = files != null && !isAbout(results);
            Set<Basis> otherwise = caveat.map(Caveat::otherwise).orElse(Set.of());
            Predicate<ReportNumber> comparable = row -> !others && !restsOn(otherwise, row);
            List<CardRow> compared = compare(results, comparable);
            boolean differs = compared.stream().anyMatch(row -> row.verdict() == Verdict.DIFFERS);
            boolean all = rows.stream().allMatch(comparable);
            return new Section(section, differs || all ? why : reason(caveat), all, compared);
        }

        /** The rows in their order; those of one kind that cannot be compared are one, in the place of the first. */
        private List<CardRow> compare(JsonNode results, Predicate<ReportNumber> comparable) {
            Map<String, List<ReportNumber>> kinds = new LinkedHashMap<>();
            for (ReportNumber row : rows) {
                boolean alone = row.together() == null || comparable.test(row);
                kinds.computeIfAbsent(alone ? row.number() : row.together(), kind -> new ArrayList<>())
                        .add(row);
            }
            return kinds.entrySet().stream()
                    .map(kind -> row(kind.getKey(), kind.getValue(), results, comparable))
                    .toList();
        }

        private static CardRow row(
                String name, List<ReportNumber> kind, JsonNode results, Predicate<ReportNumber> comparable) {
            ReportNumber first = kind.get(0);
            if (comparable.test(first)) {
                return first.compare(results);
            }
            return first.together() == null ? first.besides(results) : ReportNumber.besides(name, kind, results);
        }

        /** Why not all of it can be compared. */
        private String reason(Optional<Caveat> caveat) {
            return caveat.filter(each -> rows.stream().anyMatch(row -> restsOn(each.otherwise(), row)))
                    .map(Caveat::sentence)
                    .orElse(ifOthers);
        }

        private boolean restsOn(Set<Basis> any, ReportNumber row) {
            return !Collections.disjoint(row.rests() == null ? rests : row.rests(), any);
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
     * @param caveat what keeps them from being compared; empty where they come from the report's data, full training and
     *     trained weights
     */
    public static ReportCard of(JsonNode results, Optional<Caveat> caveat) {
        return new ReportCard(
                typed().stream()
                        .map(section -> section.compare(results, caveat))
                        .toList(),
                caveat);
    }

    private static List<Typed> typed() {
        try (InputStream json = ReportCard.class.getResourceAsStream(NUMBERS)) {
            // What does not apply to a section or a number is left out of the resource.
            Typed[] sections = Json.MAPPER
                    .readerFor(Typed[].class)
                    .without(
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .readValue(json);
            return Arrays.asList(sections);
        } catch (IOException e) {
            throw new UncheckedIOException(NUMBERS + " of the library is damaged", e);
        }
    }

    /** How many of all numbers have come to {@code verdict}. */
    public long count(Verdict verdict) {
        return sections.stream().mapToLong(section -> section.count(verdict)).sum();
    }

    /** The sections in words: which agree, and which differ in what and why. */
    @Override
    public String toString() {
        String lines = sections.stream().map(this::line).collect(Collectors.joining("\n"));
        return caveat.map(each -> each.sentence() + "\n" + lines).orElse(lines);
    }

    private String line(Section section) {
        if (section.differs()) {
            return section.name() + " differs: " + differences(section) + ". " + section.why();
        }
        if (section.isIncomparable()) {
            // The caveat has been told already.
            boolean told =
                    caveat.filter(each -> each.sentence().equals(section.why())).isPresent();
            return section.name() + " cannot be compared." + (told ? "" : " " + section.why());
        }
        if (section.agrees() && !section.comparable()) {
            return section.name() + " agrees where it can be compared.";
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
