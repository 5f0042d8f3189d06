package mathsymbols.predict;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mathsymbols.io.InputException;
import mathsymbols.io.Printable;
import mathsymbols.machine.NativeLibrary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "IMAGE",
            description = "jpg, png, gif, bmp, tiff or webp files, folders of them, or patterns such as 'scans/*.png'.")
    private List<Path> paths = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many candidates to tell; otherwise one, and two where the first is not sure.")
    private Optional<Integer> top;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Option(names = "--csv", description = "Print a table of comma-separated values.")
    private boolean csv;

    @Mixin
    private ModelChoice model;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description =
                    "Writes the model for other programs, instead of naming symbols: onnx, which puts the file beside"
                            + " the model, or the name of a .onnx file.")
    private Optional<String> export;

    @Option(names = "--bar", hidden = true, description = "Shows on stderr, a terminal, how far it is.")
    private boolean bar;

    @Option(names = "--ink", hidden = true, description = "Says that it does nothing any more.")
    private boolean ink;

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
        if (top.filter(count -> count < 1).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--top must be 1 or more.");
        }
        if (json && csv) {
            throw new ParameterException(spec.commandLine(), "Give --json or --csv, not both.");
        }
        if (paths.isEmpty() != export.isPresent()) {
            throw new ParameterException(spec.commandLine(), "Name images, or give --export.");
        }
        if (export.filter(name -> !name.equals("onnx") && !name.endsWith(".onnx"))
                .isPresent()) {
            throw new ParameterException(spec.commandLine(), "--export takes onnx, or the name of a .onnx file.");
        }
        if (ink) {
            complain("--ink does nothing any more: photos are read as they are, and better so; leave it out.");
        }
        Path file = model.file();
        try (SymbolClassifier classifier = SymbolClassifier.load(file)) {
            complain((export.isPresent() ? "Exporting " : "Read by ") + classifier.kind() + " (" + file + ").");
            classifier.provenance().warning().ifPresent(this::complain);
            if (export.isPresent()) {
                return export(classifier, export.get().equals("onnx") ? beside(file) : Path.of(export.get()));
            }
            return answer(classifier, Answers.to(spec.commandLine().getOut(), json, csv, top));
        } catch (InputException e) {
            complain(e.getMessage());
            return 1;
        }
    }

    /** The same name with another ending. */
    private static Path beside(Path model) {
        return model.resolveSibling(model.getFileName().toString().replaceFirst("\\.zip$", "") + ".onnx");
    }

    private int export(SymbolClassifier classifier, Path target) {
        try {
            classifier.export(target);
        } catch (IOException e) {
            throw new InputException(
                    target + " cannot be written (" + InputException.reason(e) + "): name another file by --export.",
                    e);
        }
        spec.commandLine().getOut().println(Printable.of(target + " is written."));
        return 0;
    }

    /** One image that could be read, or one sentence on why not. */
    private record Prepared(Path file, Optional<float[]> input, List<String> sentences) {
        static Prepared of(SymbolClassifier classifier, Path file) {
            try {
                OwnImage image = OwnImage.read(file);
                return new Prepared(file, Optional.of(classifier.input(image.picture())), image.remarks());
            } catch (InputException e) {
                return new Prepared(file, Optional.empty(), List.of(e.getMessage()));
            }
        }
    }

    /** As many images at a time as the network takes, so that a folder of thousands needs no more memory than these. */
    private int answer(SymbolClassifier classifier, Answers answers) {
        boolean allRead = true;
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            try {
                files.addAll(OwnImage.named(path));
            } catch (InputException e) {
                complain(e.getMessage());
                answers.error(path, e.getMessage());
                allRead = false;
            }
        }
        ProgressLine progress = new ProgressLine(err(), bar);
        for (int start = 0; start < files.size(); start += classifier.batch()) {
            progress.show(start, files.size());
            List<Prepared> some =
                    files.subList(start, Math.min(start + classifier.batch(), files.size())).parallelStream()
                            .map(file -> Prepared.of(classifier, file))
                            .toList();
            List<Prediction> predictions = classifier.predictions(
                    some.stream().flatMap(image -> image.input().stream()).toList());
            progress.wipe();
            var next = predictions.iterator();
            for (Prepared image : some) {
                image.sentences().forEach(this::complain);
                if (image.input().isPresent()) {
                    answers.add(image.file(), next.next());
                } else {
                    answers.error(image.file(), image.sentences().get(0));
                    allRead = false;
                }
            }
        }
        answers.end();
        return allRead ? 0 : 1;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private void complain(String sentence) {
        err().println(Printable.of(sentence));
    }
}
