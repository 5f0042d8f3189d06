package mathsymbols.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.io.Printable;
import mathsymbols.machine.NativeLibrary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./predict image.png…}: label and probability of each image, for those who only want the answer. */
@Command(
        name = "predict",
        description = "Names the handwritten math symbol in each image.",
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:every image was read", "1:an image or the model could not be read", "2:the command is wrong"
        })
public final class PredictCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            Json.MAPPER.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "jpg, png, gif, bmp, tiff or webp files, or folders of them.")
    private List<Path> paths;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many candidates to tell (${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--ink",
            description = "For photos of ink on paper: take the paper out, and bring the symbol to the size, place and"
                    + " stroke of the training images.")
    private boolean ink;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            defaultValue = "${env:MATH_SYMBOLS_HOME:-.}/models/math_symbols_classifier.zip",
            description = "The classifier (models/math_symbols_classifier.zip).")
    private Path model;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        NativeLibrary.select();
        System.exit(new CommandLine(new PredictCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top must be 1 or more.");
        }
        List<ObjectNode> answers = new ArrayList<>();
        try (SymbolClassifier classifier = SymbolClassifier.load(model)) {
            classifier.provenance().warning().ifPresent(this::complain);
            for (Path path : paths) {
                answer(classifier, path, answers);
            }
        } catch (InputException e) {
            complain(e.getMessage());
            return 1;
        }
        if (json) {
            out().println(json(answers));
        }
        return answers.stream().anyMatch(answer -> answer.has("error")) ? 1 : 0;
    }

    /** Adds the answer for an image, or for each image of a folder; what cannot be read gets its error instead. */
    private void answer(SymbolClassifier classifier, Path path, List<ObjectNode> answers) {
        try {
            if (Files.isDirectory(path)) {
                OwnImage.files(path).forEach(file -> answer(classifier, file, answers));
            } else {
                answers.add(answer(path, predict(classifier, path)));
            }
        } catch (InputException e) {
            complain(e.getMessage());
            answers.add(about(path).put("error", e.getMessage()));
        }
    }

    private Prediction predict(SymbolClassifier classifier, Path file) {
        OwnImage image = OwnImage.read(file);
        image.remarks().forEach(this::complain);
        BufferedImage picture = image.picture();
        return classifier.predict(ink ? Ink.of(picture).result() : picture);
    }

    private ObjectNode answer(Path file, Prediction prediction) {
        if (!json) {
            out().println(Printable.of(file + ": " + line(prediction.top(top))));
        }
        ObjectNode answer = about(file).put("label", prediction.label()).put("probability", prediction.probability());
        answer.set("top", JSON.valueToTree(prediction.top(top)));
        return answer;
    }

    private static ObjectNode about(Path path) {
        return JSON.createObjectNode().put("file", path.toString());
    }

    /** In ASCII alone, so that a terminal obeys nothing in it and every encoding can show it. */
    private static String json(List<ObjectNode> answers) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(List<Prediction.Candidate> candidates) {
        return candidates.stream().map(Prediction.Candidate::toString).collect(Collectors.joining(", "));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void complain(String sentence) {
        spec.commandLine().getErr().println(Printable.of(sentence));
    }
}
