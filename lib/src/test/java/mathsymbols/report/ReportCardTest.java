package mathsymbols.report;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mathsymbols.report.ReportCard.Section;
import org.junit.jupiter.api.Test;

class ReportCardTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REPORTS = "01.jpg 02.jpg 03.png 04.png 05.jpg 06.png 07.png 08.png";

    @Test
    void beforeAnyNotebookHasRunEveryNumberIsMissing() {
        ReportCard card = ReportCard.of(JSON.createObjectNode(), Optional.empty());
        assertThat(card.sections())
                .flatExtracting(Section::rows)
                .hasSize(62)
                .extracting(CardRow::verdict)
                .containsOnly(Verdict.MISSING);
        assertThat(card.toString()).contains("VGG19: test has not been run.");
    }

    @Test
    void ourAccuracyAgreesIfTheReportsLiesInItsInterval() {
        assertThat(row("{vgg19: {test: {accuracy: 0.9764243614931237, of: 1018}}}", "VGG19: test", "accuracy"))
                .isEqualTo(new CardRow("accuracy", "0.9774", "0.9764", "-0.0010", "0.9652 … 0.9841", Verdict.AGREES));
        assertThat(row("{alexnet: {test: {accuracy: 0.93, of: 1018}}}", "AlexNet: test", "accuracy"))
                .satisfies(row -> {
                    assertThat(row.verdict()).isEqualTo(Verdict.DIFFERS);
                    assertThat(row.difference()).isEqualTo("+0.1107");
                });
    }

    @Test
    void theIntervalIsAsWideAsTheNumberOfOurImagesMakesIt() {
        CardRow ofHundred = row("{alexnet: {test: {accuracy: 0.75, of: 100}}}", "AlexNet: test", "accuracy");
        assertThat(ofHundred.interval()).isEqualTo("0.6570 … 0.8245");
        assertThat(ofHundred.verdict()).isEqualTo(Verdict.AGREES);
        String validation = "{dataset: {split: {validation: 100}}, alexnet: {search: {best_val_accuracy: 0.5}}}";
        assertThat(row(validation, "AlexNet: search", "best validation accuracy")
                        .interval())
                .isEqualTo("0.4038 … 0.5962");
        assertThat(row("{alexnet: {test: {accuracy: 0.75}}}", "AlexNet: test", "accuracy"))
                .extracting(CardRow::interval, CardRow::verdict)
                .containsExactly("", Verdict.NOT_COMPARABLE);
    }

    @Test
    void aCountHasAnIntervalOfCountsIfItIsOfAsMany() {
        assertThat(row("{vgg19: {test: {correct: 994, of: 1018}}}", "VGG19: test", "images right"))
                .isEqualTo(new CardRow("images right", "995", "994", "-1", "983 … 1,001", Verdict.AGREES));
        assertThat(row("{vgg19: {test: {correct: 110, of: 114}}}", "VGG19: test", "images right"))
                .extracting(CardRow::interval, CardRow::verdict)
                .containsExactly("", Verdict.NOT_COMPARABLE);
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
        assertThat(row).isEqualTo(new CardRow("milliseconds a step", "176", "62", "-114", "", Verdict.NOT_COMPARABLE));
    }

    @Test
    void theSummaryNamesWhatDiffersAndWhy() {
        ReportCard card = card("{alexnet: {test: {accuracy: 0.93, of: 1018}}, vgg19: {test: {of: 1018}}}");
        assertThat(card.toString())
                .startsWith("Data and split has not been run.")
                .contains(
                        "AlexNet: test differs: accuracy 0.9300 (theirs 0.8193). Tested are the weights of the last epoch")
                .contains("VGG19: test agrees.");
    }

    @Test
    void ofManyDifferencesTheFirstFiveAreNamed() {
        assertThat(card("{dataset: {images: 1, per_class: {\"0\": 1, \"1\": 2, \"2\": 3, \"3\": 4, \"4\": 5}}}"))
                .asString()
                .startsWith("Data and split differs: images 1 (theirs 10,071), images of 0 1 (theirs 595)")
                .contains("images of 3 4 (theirs 541) and 1 more. Another archive");
    }

    @Test
    void theReportsOwnImagesAreCompared() {
        assertThat(ownImages(REPORTS, "{correct: 8, of: 8}").agrees()).isTrue();
        assertThat(ownImages(REPORTS, "{correct: 3, of: 8}").differs()).isTrue();
    }

    @Test
    void otherOwnImagesAndThoseWithoutLabelsAreNot() {
        for (Section section : List.of(
                ownImages(REPORTS.replace("03.png", "03.jpg"), "{correct: 8, of: 8}"),
                ownImages(REPORTS, "{correct: 0, of: 0}"),
                ownImages(REPORTS, "{correct: 5, of: 5}"))) {
            assertThat(section.isIncomparable()).isTrue();
            assertThat(new ReportCard(List.of(section), Optional.empty()))
                    .hasToString("Own images cannot be compared. They are not the report's eight,"
                            + " or no labels.csv says of each what it shows.");
        }
    }

    @Test
    void theCaveatComesFirst() {
        assertThat(ReportCard.of(JSON.createObjectNode(), Optional.of(caveat(Basis.values()))))
                .asString()
                .startsWith("Comparing means nothing.\nData and split");
    }

    @Test
    void whatMeansNothingIsNotCompared() {
        JsonNode results = read("{dataset: {images: 950}, vgg19: {test: {accuracy: 0.07, of: 114}}}");

        ReportCard sample = ReportCard.of(results, Optional.of(caveat(Basis.values())));
        assertThat(sample.sections())
                .flatExtracting(Section::rows)
                .extracting(CardRow::verdict)
                .containsOnly(Verdict.NOT_COMPARABLE, Verdict.MISSING);
        assertThat(sample).asString().contains("VGG19: test cannot be compared.\n");

        ReportCard random = ReportCard.of(results, Optional.of(caveat(Basis.WEIGHTS)));
        assertThat(random.sections().get(0).differs()).isTrue();
        assertThat(random).asString().contains("VGG19: test cannot be compared.\n");
    }

    /** Fewer epochs leave the archive what it is, other images leave the epochs, random weights leave AlexNet. */
    @Test
    void whatRestsOnNothingThatIsOtherwiseIsCompared() throws IOException {
        List<String> settings = List.of(
                "Data and split: classes",
                "Data and split: seed",
                "Data and split: image size",
                "AlexNet: search: tuner",
                "AlexNet: search: factor",
                "AlexNet: search: objective",
                "AlexNet: search: activations tried",
                "AlexNet: search: learning rates tried",
                "AlexNet: training: parameters",
                "VGG19: training: parameters of the head");
        List<String> sizes = List.of(
                "Data and split: batch size",
                "AlexNet: search: most epochs of a trial",
                "AlexNet: search: trials run",
                "AlexNet: training: epochs allowed",
                "AlexNet: training: patience",
                "VGG19: training: epochs");

        assertThat(agreeing(Basis.values())).containsExactlyInAnyOrderElementsOf(settings);
        assertThat(agreeing(Basis.IMAGES)).containsExactlyInAnyOrderElementsOf(both(settings, sizes));
        assertThat(agreeing(Basis.SIZES))
                .containsAll(settings)
                .filteredOn(name -> !settings.contains(name))
                .hasSize(1 + 19)
                .allMatch(name -> name.matches("Data and split: images( of .*)?"));
        assertThat(agreeing(Basis.WEIGHTS))
                .containsExactlyInAnyOrderElementsOf(agreeing().stream()
                        .filter(name -> !name.matches("(VGG19|Own).*")
                                || both(settings, sizes).contains(name))
                        .toList());
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.of(some, more).flatMap(List::stream).toList();
    }

    /** What agrees in a run whose results are the report's own numbers. */
    private static List<String> agreeing(Basis... otherwise) throws IOException {
        ObjectNode results = (ObjectNode) read("{" + images(REPORTS) + "}");
        for (JsonNode section : JSON.readTree(ReportCard.class.getResourceAsStream("report.json"))) {
            for (JsonNode row : section.path("rows")) {
                String key = "/" + row.path("key").asText().replace('.', '/');
                int last = key.lastIndexOf('/');
                results.withObject(key.substring(0, last)).set(key.substring(last + 1), row.path("value"));
            }
        }
        return ReportCard.of(results, Optional.of(caveat(otherwise))).sections().stream()
                .flatMap(section -> section.rows().stream()
                        .filter(row -> row.verdict() == Verdict.AGREES)
                        .map(row -> section.name() + ": " + row.number()))
                .toList();
    }

    @Test
    void aVerdictIsAboutTheNumbersAsTheyAreWritten() {
        assertThat(row(
                        "{dataset: {split: {validation: 2263}}, vgg19: {last_epoch: {val_accuracy: 0.98630137}}}",
                        "VGG19: training",
                        "validation accuracy of the last epoch"))
                .extracting(CardRow::theirs, CardRow::interval, CardRow::verdict)
                .containsExactly("0.9806", "0.9806 … 0.9903", Verdict.AGREES);
    }

    /** A loss that a library prints with seven digits, and a share that ends in zeros. */
    @Test
    void oursIsGivenAsExactlyAsTheirs() {
        assertThat(row("{vgg19: {test: {loss: 0.08164123}}}", "VGG19: test", "loss"))
                .extracting(CardRow::theirs, CardRow::ours, CardRow::difference)
                .containsExactly("0.0794", "0.0816", "+0.0022");
        assertThat(row("{vgg19: {test: {accuracy: 1, of: 114}}}", "VGG19: test", "accuracy")
                        .ours())
                .isEqualTo("1.0000");
        assertThat(row("{alexnet: {search: {best: {learning_rate: 1.0E-4}}}}", "AlexNet: search", "best learning rate"))
                .extracting(CardRow::ours, CardRow::difference)
                .containsExactly("0.0001", "-0.0009");
    }

    /** A setting is the same under every profile, and with any images of the same classes. */
    @Test
    void settingsAreComparedAlways() {
        JsonNode results =
                read("{dataset: {split: {seed: 1001}}, alexnet: {parameters: 21891347, retrain: {patience: 4}},"
                        + " vgg19: {head_parameters: 5}}");

        ReportCard card = ReportCard.of(results, Optional.of(caveat(Basis.values())));
        assertThat(verdict(card, "Data and split", "seed")).isEqualTo(Verdict.AGREES);
        assertThat(verdict(card, "AlexNet: training", "parameters")).isEqualTo(Verdict.AGREES);
        assertThat(verdict(card, "AlexNet: training", "patience")).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(card)
                .asString()
                .contains("AlexNet: training agrees where it can be compared.")
                .contains("VGG19: training differs: parameters of the head 5 (theirs 476,691). Other random weights");
    }

    @Test
    void countsThatCannotBeComparedAreOneRow() {
        JsonNode results = read("{dataset: {per_class: {\"0\": 29, add: 30, z: 28}}}");

        ReportCard card = ReportCard.of(results, Optional.of(caveat(Basis.values())));
        assertThat(card.sections().get(0).rows())
                .filteredOn(row -> row.number().startsWith("images of"))
                .containsExactly(
                        new CardRow("images of a class", "212 … 655", "28 … 30", "", "", Verdict.NOT_COMPARABLE));
    }

    private static Verdict verdict(ReportCard card, String section, String number) {
        return row(card, section, number).verdict();
    }

    @Test
    void thousandsStandApartExceptInNames() {
        assertThat(row("{dataset: {images: 10071}}", "Data and split", "images"))
                .isEqualTo(new CardRow("images", "10,071", "10,071", "", "", Verdict.AGREES));
        assertThat(row("{dataset: {split: {seed: 1001}}}", "Data and split", "seed"))
                .isEqualTo(new CardRow("seed", "1001", "1001", "", "", Verdict.AGREES));
    }

    private static Caveat caveat(Basis... otherwise) {
        return new Caveat("Comparing means nothing.", Set.of(otherwise));
    }

    private static String images(String files) {
        return Stream.of(files.split(" ")).map("{file: \"%s\"}"::formatted).collect(joining(",", "own_images: [", "]"));
    }

    private static Section ownImages(String files, String score) {
        return card("{" + images(files) + ", own_images_score: " + score + "}").sections().stream()
                .filter(section -> section.name().equals("Own images"))
                .findFirst()
                .orElseThrow();
    }

    private static CardRow row(String results, String section, String number) {
        return row(card(results), section, number);
    }

    private static CardRow row(ReportCard card, String section, String number) {
        return card.sections().stream()
                .filter(candidate -> candidate.name().equals(section))
                .flatMap(candidate -> candidate.rows().stream())
                .filter(candidate -> candidate.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static ReportCard card(String results) {
        return ReportCard.of(read(results), Optional.empty());
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
