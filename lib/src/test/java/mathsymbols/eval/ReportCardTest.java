package mathsymbols.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import mathsymbols.eval.ReportCard.Section;
import org.junit.jupiter.api.Test;

class ReportCardTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void beforeAnyNotebookHasRunEveryNumberIsMissing() {
        ReportCard card = ReportCard.of(JSON.createObjectNode(), true);
        assertThat(card.sections())
                .flatExtracting(Section::rows)
                .hasSize(62)
                .extracting(CardRow::verdict)
                .containsOnly(Verdict.MISSING);
        assertThat(card.toString()).contains("VGG19: test has not been run.");
        assertThat(card.table().rowCount()).isEqualTo(62);
    }

    @Test
    void ourAccuracyAgreesIfTheReportsLiesInItsInterval() {
        assertThat(row("{vgg19: {test: {accuracy: 0.9764243614931237}}}", "VGG19: test", "accuracy"))
                .isEqualTo(new CardRow("accuracy", "0.9774", "0.9764", "-0.001", "0.9652 … 0.9841", Verdict.AGREES));
        assertThat(row("{alexnet: {test: {accuracy: 0.93}}}", "AlexNet: test", "accuracy"))
                .satisfies(row -> {
                    assertThat(row.verdict()).isEqualTo(Verdict.DIFFERS);
                    assertThat(row.difference()).isEqualTo("+0.1107");
                });
    }

    @Test
    void aCountHasAnIntervalOfCounts() {
        assertThat(row("{vgg19: {test: {correct: 994}}}", "VGG19: test", "images right"))
                .isEqualTo(new CardRow("images right", "995", "994", "-1", "983 … 1001", Verdict.AGREES));
    }

    @Test
    void aLossIsComparedByTheIntervalBesideIt() {
        String loss = "loss: 0.0729, loss_interval: {low: 0.04, high: 0.11}";
        assertThat(row("{vgg19: {test: {" + loss + "}}}", "VGG19: test", "loss").verdict())
                .isEqualTo(Verdict.AGREES);
        assertThat(row("{vgg19: {test: {loss: 0.0729}}}", "VGG19: test", "loss").verdict())
                .isEqualTo(Verdict.NOT_COMPARABLE);
    }

    @Test
    void whatIsSettledBeforeTrainingMustBeEqual() {
        assertThat(row("{dataset: {images: 10071}}", "Data and split", "images").verdict())
                .isEqualTo(Verdict.AGREES);
        assertThat(row("{dataset: {images: 950}}", "Data and split", "images").verdict())
                .isEqualTo(Verdict.DIFFERS);
        assertThat(row("{dataset: {split: {image_size: [224, 224]}}}", "Data and split", "image size"))
                .isEqualTo(new CardRow("image size", "224 224", "224 224", "", "", Verdict.AGREES));
        assertThat(row("{alexnet: {search: {best: {learning_rate: 1.0E-3}}}}", "AlexNet: search", "best learning rate")
                        .verdict())
                .isEqualTo(Verdict.AGREES);
    }

    @Test
    void aTimeIsNeverCompared() {
        CardRow row = row("{vgg19: {ms_per_step: 61.5}}", "VGG19: training", "milliseconds a step");
        assertThat(row)
                .isEqualTo(new CardRow("milliseconds a step", "176", "61.5", "-114.5", "", Verdict.NOT_COMPARABLE));
    }

    @Test
    void theSummaryNamesWhatDiffersAndWhy() {
        ReportCard card = card("{alexnet: {test: {accuracy: 0.93}}, own_images_score: {correct: 8, of: 8}}", true);
        assertThat(card.toString())
                .contains(
                        "AlexNet: test differs: accuracy 0.93 (theirs 0.8193). The report tests the weights of its last")
                .contains("Own images agrees.")
                .doesNotContain("means nothing");
    }

    @Test
    void theQuickProfileSaysThatTheComparisonMeansNothing() {
        assertThat(card("{}", false).toString())
                .startsWith("These results come from the quick profile")
                .contains("means nothing");
    }

    private static CardRow row(String results, String section, String number) {
        return card(results, true).sections().stream()
                .filter(candidate -> candidate.name().equals(section))
                .flatMap(candidate -> candidate.rows().stream())
                .filter(candidate -> candidate.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static ReportCard card(String results, boolean meaningful) {
        return ReportCard.of(read(results), meaningful);
    }

    /** JSON with its quotes left out. */
    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json.replaceAll("([a-z][a-z_0-9]*):", "\"$1\":"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
