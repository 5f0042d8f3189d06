package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PredictCommandTest {
    private static final String WARNING =
            "This model was trained on generated images:" + " its answers mean nothing about real handwriting.";

    @TempDir
    static Path folder;

    private static Path model;
    private static Path image;

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    static void saveAModelAndAnImage() throws IOException {
        model = folder.resolve("model.zip");
        try (SymbolClassifier classifier = TinyReader.random(3, List.of("add", "div", "x"))) {
            classifier.save(model);
        }
        byte[] png = PictureFiles.encoded(PictureFiles.picture(BufferedImage.TYPE_INT_RGB), "png");
        image = Files.write(Files.createDirectory(folder.resolve("own")).resolve("a.png"), png);
    }

    @Test
    void eachImageGetsALineAndAStandInAWarning() {
        Outcome outcome = predict(image, image);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines())
                .hasSize(2)
                .allMatch(line -> line.matches(".*a\\.png: (add|div|x) [0-9.]+ %( or (add|div|x) [0-9.]+ %, unsure)?"));
        assertThat(outcome.err().lines()).containsExactly("Read by the reader (" + model + ").", WARNING);
    }

    @Test
    void topTellsMoreCandidates() {
        assertThat(predict("--top", 2, image).out())
                .matches("(?s).*a\\.png: \\w+ [0-9.]+ %, \\w+ [0-9.]+ %(, unsure)?\\s+");
    }

    @Test
    void aFileNameCannotTalkToTheTerminal() throws IOException {
        Path odd =
                Files.copy(image, Files.createDirectory(folder.resolve("odd")).resolve("a\u001b[2J\u202egnp.png"));

        assertThat(predict(odd).out()).contains("a\\u001b[2J\\u202egnp.png: ").doesNotContain("\u001b", "\u202e");
        Outcome missing = predict("--json", odd, odd.resolveSibling("\u001b]0;title\u0007.png"));
        assertThat(missing.err())
                .contains("\\u001b]0;title\\u0007.png is missing")
                .doesNotContain("\u001b");
        assertThat(missing.out()).doesNotContain("\u001b", "\u202e");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(missing.out())
                        .at("/0/file")
                        .asText())
                .isEqualTo(odd.toString());
    }

    @Test
    void jsonHoldsAnswersAndErrors() throws IOException {
        Outcome outcome = predict("--json", "--top", 3, image, folder.resolve("none.png"));

        JsonNode answers = JsonMapper.builder().build().readTree(outcome.out());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(answers).hasSize(2);
        assertThat(answers.at("/0/file").asText()).isEqualTo(image.toString());
        assertThat(answers.at("/0/label").asText())
                .isEqualTo(answers.at("/0/top/0/label").asText());
        assertThat(answers.at("/0/probability").asDouble()).isBetween(1 / 3.0, 1.0);
        assertThat(answers.at("/0/top")).hasSize(3);
        assertThat(answers.at("/1/error").asText()).contains("none.png is missing");
    }

    @Test
    void whatCannotBeReadDoesNotKeepTheOthersWaiting() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        Outcome outcome = predict(folder.resolve("none.png"), empty, image.getParent());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out().lines()).hasSize(1);
        assertThat(outcome.err()).contains("none.png is missing", "empty holds no image");
    }

    @Test
    void whereNothingCanBeReadThereIsOneSentenceForEach() throws IOException {
        Path missing = folder.resolve("typo.png");

        Outcome lines = predict(missing);
        assertThat(lines.code()).isEqualTo(1);
        assertThat(lines.out()).isEmpty();
        assertThat(lines.err().lines()).hasSize(3).last().asString().startsWith(missing + " is missing");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(predict("--json", missing).out()))
                .hasSize(1);
        assertThat(predict("--csv", missing, missing).out().lines()).hasSize(3);
    }

    @Test
    void inkIsNoMore() {
        Outcome outcome = predict("--ink", image);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo(predict(image).out());
        assertThat(outcome.err()).startsWith("--ink does nothing any more");
    }

    @Test
    void csvIsATableOfEverythingThatWasAsked() throws IOException {
        Path odd =
                Files.copy(image, Files.createDirectory(folder.resolve("csv")).resolve("a, b.png"));

        List<String> lines =
                predict("--csv", odd, folder.resolve("none.png")).out().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("file,label,probability,second,second_probability,none,error");
        assertThat(lines.get(1)).matches("\"" + odd + "\",\\w+,0\\.[0-9]+,\\w+,0\\.[0-9E-]+,false,");
        assertThat(lines.get(2))
                .startsWith(folder.resolve("none.png") + ",,,,,,")
                .contains("is missing");
        assertThat(predict("--csv", "--json", image).code()).isEqualTo(2);
    }

    @Test
    void aPatternNamesManyImagesAndABarSaysHowFarTheyAre() throws IOException {
        Path many = Files.createDirectory(folder.resolve("many"));
        for (int i = 0; i < 70; i++) {
            Files.copy(image, many.resolve(i + ".png"));
        }
        Outcome outcome = predict("--bar", many.resolve("*.png"));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines()).hasSize(70).isSorted();
        assertThat(outcome.err()).contains("█", "64 of 70\r");
        assertThat(predict(many.resolve("*.png")).err()).doesNotContain("64 of 70");
        assertThat(predict(many.resolve("*.jpg")).err()).contains("*.jpg names nothing");
    }

    @Test
    void theReaderAnswersWhereThereIsOneAndBothCanBeNamed() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        String vgg19 = "(" + Files.copy(model, models.resolve(Published.VGG19)) + ")";
        assertThat(run("--models", models, image).err()).contains(vgg19);

        String reader = "(" + Files.copy(model, models.resolve(Published.READER)) + ")";
        assertThat(run("--models", models, image).err()).contains(reader);
        assertThat(run("--models", models, "--model", "reader", image).err()).contains(reader);
        assertThat(run("--models", models, "--model", "vgg19", image).err()).contains(vgg19);
    }

    @Test
    void whatIsNoSymbolIsToldInEveryForm() throws IOException {
        Path strict = folder.resolve("strict.zip");
        try (SymbolClassifier classifier = SymbolClassifier.load(model)) {
            classifier.rejecting(new Rejection(Confidence.ENERGY, 1e9)).save(strict);
        }
        assertThat(run("--model", strict, image).out()).contains(": none of the symbols (");
        assertThat(run("--model", strict, "--csv", image).out()).contains(",true,");
        JsonNode answers = JsonMapper.builder()
                .build()
                .readTree(run("--model", strict, "--json", image).out());
        assertThat(answers.at("/0/none").asBoolean()).isTrue();
        assertThat(answers.at("/0/top").size())
                .isEqualTo(answers.at("/0/unsure").asBoolean() ? 2 : 1);
    }

    @Test
    void withoutAModelTheRemedyIsNamed() {
        Outcome outcome = run("--model", folder.resolve("none.zip"), image);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("none.zip is missing: run the notebook that saves it");
    }

    @Test
    void aModelIsExportedBesideItsFileOrWhereOneSays() throws IOException {
        Path exported = folder.resolve("model.onnx");
        Outcome outcome = predict("--export", "onnx");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines()).containsExactly(exported + " is written.");
        assertThat(outcome.err().lines()).containsExactly("Exporting the reader (" + model + ").", WARNING);
        Path elsewhere = folder.resolve("new").resolve("tiny.onnx");
        assertThat(predict("--export", elsewhere).code()).isZero();
        assertThat(elsewhere).hasSameBinaryContentAs(exported);
    }

    @Test
    void anExportThatCannotBeWrittenOrMeantIsOneSentence() {
        Outcome outcome = predict("--export", image.resolve("below-a-file.onnx"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("below-a-file.onnx cannot be written (");
        assertThat(predict("--export", "onnx", image).code()).isEqualTo(2);
        assertThat(predict("--export", "tflite").err()).contains("--export takes onnx, or");
        assertThat(predict().err()).contains("Name images, or give --export.");
    }

    @Test
    void aWrongCommandEndsWithTwoAndHelpWithZero() {
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("--top", 0, image).code()).isEqualTo(2);
        assertThat(run("--top", 0, image).err()).contains("--top must be 1 or more.");
        assertThat(run("--unknown", image).code()).isEqualTo(2);
        Outcome help = run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("--json", "--csv", "--top", "--model", "--export", "Exit code:")
                .doesNotContain("--ink", "--bar");
    }

    private static Outcome predict(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--model", model));
        all.addAll(List.of(arguments));
        return run(all.toArray());
    }

    private static Outcome run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new PredictCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }
}
