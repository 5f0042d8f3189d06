package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import mathsymbols.report.Headline;
import mathsymbols.report.ReportCard;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ReportViewsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void theCardFoldsItsSectionsButThoseThatDiffer() throws Exception {
        var results = JSON.readTree("{\"dataset\": {\"images\": 950}, \"alexnet\": {\"parameters\": 21891347}}");

        Element html = Jsoup.parse(ReportViews.card(ReportCard.of(results, Optional.empty()))
                        .html())
                .body();

        assertThat(html.select("details[open] > summary").eachText())
                .singleElement()
                .asString()
                .startsWith("Data and split ≠ 1 differs");
        assertThat(html.select("summary").eachText()).anyMatch(text -> text.startsWith("AlexNet: training ✓ 1 agrees"));
        assertThat(html.select("td").eachText()).contains("21,891,347", "✓ agrees", "≠ differs", "– not run");
        assertThat(html.select("details").get(1).select("thead th").eachText())
                .as("columns of a section of which nothing has been run")
                .containsExactly("number", "report", "verdict");
    }

    @Test
    void theHeadlineIsAListOfNumbersAndSentences() throws Exception {
        var results = JSON.readTree("{\"own_images_score\": {\"correct\": 7, \"of\": 8}}");

        Rendering headline = ReportViews.headline(Headline.of(results));

        assertThat(Jsoup.parse(headline.html()).select("dt strong").eachText()).containsExactly("7 of 8");
        assertThat(headline.text()).startsWith("New drawings: 7 of 8.");
    }
}
