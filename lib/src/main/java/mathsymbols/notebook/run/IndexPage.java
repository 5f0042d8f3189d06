package mathsymbols.notebook.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import mathsymbols.io.AtomicFile;
import mathsymbols.notebook.Banner;
import mathsymbols.notebook.Home;
import mathsymbols.notebook.ProgressBar;
import mathsymbols.notebook.Settings;
import mathsymbols.plot.Markup;
import mathsymbols.report.Headline;
import mathsymbols.report.Headline.Finding;
import mathsymbols.report.ReportCard;
import mathsymbols.report.Verdict;

/** The page that leads to the chapters: what came out of each, with a picture, and how all was made. */
final class IndexPage {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int THUMBNAIL = 480;
    private static final int COVER = 1280;
    private static final int HASH = 12;

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>Handwritten math symbols, in Java</title>
            <style>%s</style>
            </head>
            <body class="cover">
            %s
            <main>
            %s
            <h1>Handwritten math symbols, in Java</h1>
            <p class="lead">Networks learn to read 19 handwritten symbols: the digits, <i>x</i>, <i>y</i>, <i>z</i> and six signs.</p>
            %s
            %s
            <dl class="results">%s</dl>
            %s
            <h2>Chapters</h2>
            <ol class="index">
            %s</ol>
            <h2>How it was made</h2>
            <dl class="made">%s</dl>
            <p>The experiments are those of the report <cite>Handwritten Math Symbols Classification</cite> by Chao Xu, done
            again in Java with Deeplearning4j. The images of the report come from the Kaggle dataset Handwritten Math Symbols,
            VGG19's trained weights from Oxford's Visual Geometry Group (CC BY 4.0).</p>
            <p><a href="results.json">All numbers as JSON</a>%s</p>
            </main>
            </body>
            </html>
            """;

    private final Path out;
    private final JsonNode results;
    private final ReportCard card;
    private final List<Finding> findings;

    private IndexPage(Path out, JsonNode results, Settings settings) {
        this.out = out;
        this.results = results;
        this.card = ReportCard.of(results, settings.caveat());
        this.findings = Headline.of(results).findings();
    }

    /**
     * Writes {@code index.html} beside the pages that there are.
     *
     * @param versions what the chapters were run with
     */
    static void write(Home home, Path out, List<Chapter> chapters, Settings settings, String versions)
            throws IOException {
        Path templates = home.environment().resolve("nbconvert/templates/math-symbols");
        List<Chapter> there = chapters.stream()
                .filter(chapter -> Files.exists(out.resolve(chapter.page())))
                .toList();
        IndexPage page = new IndexPage(out, new Pages(out).results().read(), settings);
        String html = PAGE.formatted(
                Files.readString(templates.resolve("page.css")),
                Files.readString(templates.resolve("symbols.svg")),
                ornament(),
                page.ways(there),
                settings.banner().map(Banner::html).orElse(""),
                page.findings.stream().map(IndexPage::result).collect(Collectors.joining()),
                page.cover(there),
                page.entries(there),
                page.made(settings, versions),
                page.more());
        AtomicFile.write(out.resolve("index.html"), stream -> stream.write(html.getBytes(StandardCharsets.UTF_8)));
    }

    /** The pad, if it is there, and the chapters by name: the ways on for those who know where to. */
    private String ways(List<Chapter> there) {
        String pad = Files.exists(out.resolve("reader.html"))
                ? "<a class=\"action\" href=\"reader.html\">Draw a symbol</a>\n"
                : "";
        return there.stream()
                .map(chapter -> "<a href=\"" + chapter.page() + "\">" + Markup.escape(chapter.title()) + "</a>\n")
                .collect(Collectors.joining("", "<nav class=\"ways\" aria-label=\"Pages\">" + pad, "</nav>"));
    }

    private String more() {
        return Files.exists(out.resolve("api/index.html"))
                ? " · <a href=\"api/index.html\">The library's documentation</a>"
                : "";
    }

    private static String ornament() {
        return Stream.of("7 add x eq 1 9 div 4 sub y mul 2 z dec 3 0 5 8 6".split(" "))
                .map(name -> "<svg class=\"symbol\"><use href=\"#s-" + name + "\"/></svg>")
                .collect(Collectors.joining("", "<div class=\"ornament\" aria-hidden=\"true\">", "</div>"));
    }

    /** The first picture of the first page: the symbols themselves. */
    private String cover(List<Chapter> there) throws IOException {
        if (there.isEmpty()) {
            return "";
        }
        return PagePicture.first(page(there.get(0)))
                .map(picture -> picture.html(COVER, true))
                .orElse("");
    }

    private String page(Chapter chapter) throws IOException {
        return Files.readString(out.resolve(chapter.page()));
    }

    private static String result(Finding finding) {
        return "<div><dt>" + Markup.escape(finding.about()) + "</dt><dd><b>" + Markup.escape(finding.value()) + "</b> "
                + Markup.escape(finding.sentence()) + "</dd></div>\n";
    }

    private String entries(List<Chapter> there) throws IOException {
        StringBuilder entries = new StringBuilder();
        for (Chapter chapter : there) {
            String picture = PagePicture.richest(page(chapter))
                    .map(each -> each.html(THUMBNAIL, false))
                    .orElse("");
            entries.append("<li><a href=\"" + chapter.page() + "\">" + picture + "<h3>" + Markup.escape(chapter.title())
                    + "</h3></a><p>" + Markup.escape(chapter.line()) + "</p>" + outcome(chapter) + "</li>\n");
        }
        return entries.toString();
    }

    /** What came out of a chapter, and how long it took. */
    private String outcome(Chapter chapter) {
        Stream<String> came = findings.stream()
                .filter(finding -> finding.chapter().equals(chapter.number()))
                .map(finding -> Markup.escape(finding.about()) + ": <b>" + Markup.escape(finding.value()) + "</b>");
        Stream<String> more =
                switch (chapter.number()) {
                    case "01" -> parts().stream();
                    case "02" -> candidate().stream();
                    case "06" -> verdicts().stream();
                    default -> Stream.empty();
                };
        Stream<String> time = seconds(chapter.name()).map(ProgressBar::clock).stream();
        return Stream.of(more, came, time)
                .flatMap(each -> each)
                .collect(Collectors.joining(" · ", "<p class=\"outcome\">", "</p>"));
    }

    private Optional<String> parts() {
        JsonNode split = results.path("split");
        return split.isMissingNode()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "<b>%,d</b> training, <b>%,d</b> validation, <b>%,d</b> test images",
                        split.path("train").asInt(),
                        split.path("validation").asInt(),
                        split.path("test").asInt()));
    }

    /** What the search chose. */
    private Optional<String> candidate() {
        JsonNode best = results.at("/alexnet/search/best");
        return best.isMissingNode()
                ? Optional.empty()
                : Optional.of("best candidate: <b>"
                        + Markup.escape(best.path("activation").asText()) + ", "
                        + best.path("learning_rate")
                                .decimalValue()
                                .stripTrailingZeros()
                                .toPlainString() + "</b>");
    }

    /** How many of the report's numbers agree with ours, and so on. */
    private Optional<String> verdicts() {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> card.count(verdict) > 0)
                .map(verdict -> "<b>" + card.count(verdict) + "</b> " + verdict.of(card.count(verdict)))
                .reduce((some, one) -> some + ", " + one)
                .map(all -> "the report's numbers: " + all);
    }

    private Optional<Duration> seconds(String name) {
        JsonNode seconds = results.at("/seconds/" + name);
        return seconds.isNumber()
                ? Optional.of(Duration.ofMillis(Math.round(1000 * seconds.asDouble())))
                : Optional.empty();
    }

    private String made(Settings settings, String versions) {
        double total = StreamSupport.stream(results.path("seconds").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .sum();
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("date", LocalDateTime.now().format(MINUTE));
        made.put("duration", ProgressBar.clock(Duration.ofMillis(Math.round(1000 * total))));
        Map<String, Object> summary = settings.summary();
        made.put("profile", summary.get("profile"));
        made.put("images", summary.get("data") + hash(summary.get("data_sha256")));
        made.put("weights of VGG19", summary.get("weights") + hash(summary.get("weights_sha256")));
        made.put("computed on", summary.get("backend"));
        made.put("seed", summary.get("seed"));
        made.put("with", versions);
        return made.entrySet().stream()
                .map(each -> "<div><dt>" + each.getKey() + "</dt><dd>"
                        + Markup.escape(each.getValue().toString()) + "</dd></div>")
                .collect(Collectors.joining());
    }

    /** The beginning of a SHA-256, enough to tell files apart; all of it is in {@code results.json}. */
    private static String hash(Object sha256) {
        String all = sha256.toString();
        return all.length() < HASH ? "" : " (SHA-256 " + all.substring(0, HASH) + "…)";
    }
}
