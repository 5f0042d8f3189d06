package mathsymbols.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import mathsymbols.report.Headline.Finding;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final String REPORT = """
            {"alexnet": {"test": {"correct": 834, "of": 1018},
                         "search": {"best": {"activation": "relu", "learning_rate": 1E-3}},
                         "batch_norm_experiment": [
                             {"momentum": 0.99, "largest_rise_of_val_loss": 6.83,
                              "history": [{"val_loss": 1.4}, {"val_loss": 8.23}, {"val_loss": 0.8}]},
                             {"momentum": 0.9, "largest_rise_of_val_loss": 0.65}]},
             "vgg19": {"test": {"correct": 995, "of": 1018}},
             "mcnemar": {"only_first": 170, "only_second": 9, "p_value": 3.1e-40},
             "own_images_score": {"correct": 8, "of": 8}}
            """;

    @Test
    void fiveLinesTellWhatCameOut() throws Exception {
        assertThat(Headline.of(read(REPORT)).findings())
                .extracting(Finding::about, Finding::value)
                .containsExactly(
                        tuple("AlexNet", "81.9 %"),
                        tuple("VGG19", "97.7 %"),
                        tuple("Their difference", "p < 0.001"),
                        tuple("New drawings", "8 of 8"),
                        tuple("The jumping loss", "6.83 → 0.65"));
    }

    @Test
    void anAccuracyComesWithItsIntervalAndTheChosenCandidate() throws Exception {
        assertThat(Headline.of(read(REPORT)).findings().get(0).sentence())
                .isEqualTo("It reads 834 of 1,018 test images right (95 % interval 79.4 … 84.2 %)."
                        + " The search chose relu and a learning rate of 0.001.");
    }

    @Test
    void theBestEpochsWeightsAreToldOfWhereTheyAreOthers() throws Exception {
        String best =
                REPORT.replace("\"search\"", "\"test_best_weights\": {\"correct\": 912, \"of\": 1018}, \"search\"");
        assertThat(Headline.of(read(best)).findings().get(0).sentence())
                .contains("the last epoch's weights, as in the report; with the best epoch's it reads 912 (89.6 %).");
        assertThat(Headline.of(read(best.replace("912", "834")))
                        .findings()
                        .get(0)
                        .sentence())
                .doesNotContain("best epoch");
    }

    @Test
    void theOpenQuestionIsAnsweredByWhatWasMeasured() throws Exception {
        assertThat(Headline.of(read(REPORT))).asString().contains("Most of the jumping is the measuring");
        assertThat(Headline.of(read(REPORT.replace("0.65", "6.65"))))
                .asString()
                .contains("does not explain the jumping");
    }

    /** Under few epochs slow averages make a loss that rises and never comes back: no jump. */
    @Test
    void aLossThatOnlyClimbsDoesNotJumpEither() throws Exception {
        assertThat(Headline.of(read(REPORT.replace("{\"val_loss\": 0.8}", "{\"val_loss\": 9}"))))
                .asString()
                .contains("The validation loss: 6.83 → 0.65", "climbs rather than jumps")
                .doesNotContain("jumping");
    }

    /** The losses of a quick run on the report's images: 0.02 down after 1.11 up is no jump of 1.11. */
    @Test
    void aDipOnTheWayUpIsNoJump() throws Exception {
        String climbs = """
                {"alexnet": {"batch_norm_experiment": [
                    {"momentum": 0.99, "largest_rise_of_val_loss": 1.113, "history": [
                        {"val_loss": 3.163}, {"val_loss": 4.276}, {"val_loss": 4.253}, {"val_loss": 4.516}]},
                    {"momentum": 0.866, "largest_rise_of_val_loss": -0.023}]}}
                """;
        assertThat(Headline.of(read(climbs)))
                .asString()
                .contains("climbs rather than jumps", "not at all with momentum 0.866")
                .doesNotContain("jumping");
    }

    @Test
    void randomWeightsAreNamedWhereverVgg19Is() throws Exception {
        String random = REPORT.replaceFirst("\\{", "{\"settings\": {\"weights_sha256\": \"none\"},");
        assertThat(Headline.of(read(random)))
                .asString()
                .contains("VGG19 with random weights: 97.7 %", "only VGG19 with random weights reads right: 170")
                .contains("So many of them VGG19 with random weights reads");
        assertThat(Headline.of(read(REPORT))).asString().doesNotContain("random");
    }

    @Test
    void theSlowerAveragesComeFirstWhateverTheMomentaAre() throws Exception {
        assertThat(Headline.of(read(REPORT.replace("0.9,", "0.995,"))))
                .asString()
                .contains("0.65 → 6.83", "up to 0.65 from one epoch to the next with momentum 0.995");
    }

    @Test
    void aLossThatOnlyFallsDoesNotJump() throws Exception {
        for (String rises : List.of("0", "-0.2", "0.003")) {
            assertThat(Headline.of(read(REPORT.replace("6.83", rises).replace("0.65", "0"))))
                    .asString()
                    .contains("0.00 → 0.00", "rises not at all", "it does not jump")
                    .doesNotContain("by up to");
        }
    }

    @Test
    void aDifferenceThatChanceMayMakeIsCalledSo() throws Exception {
        assertThat(Headline.of(read(REPORT.replace("3.1e-40", "0.3"))))
                .asString()
                .contains("p = 0.30", "what chance may well do");
    }

    @Test
    void whatHasNotBeenRunIsLeftOut() throws Exception {
        assertThat(Headline.of(read("{}")).findings()).isEmpty();
    }

    private static JsonNode read(String json) throws Exception {
        return new JsonMapper().readTree(json);
    }
}
