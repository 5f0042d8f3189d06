package mathsymbols.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Images;
import mathsymbols.data.Split;
import mathsymbols.eval.ClassificationReport;
import mathsymbols.train.EarlyStopping;
import mathsymbols.train.Fit;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import mathsymbols.tune.Hyperband;
import mathsymbols.tune.SearchResults;
import mathsymbols.tune.Trial;

/** Lays out what the chapters found as {@code results.json} keeps it and the report card compares it. */
public final class ResultEntries {
    private static final double MILLIS = 1000;

    private ResultEntries() {}

    /** The images, counted by class and by part of the split. */
    public static Map<String, Object> dataset(Dataset dataset, Split split, Settings settings) {
        Map<String, Long> perClass = dataset.images().stream()
                .collect(Collectors.groupingBy(ImageRef::label, TreeMap::new, Collectors.counting()));
        Map<String, Object> parts = new LinkedHashMap<>(counts(split));
        parts.put("seed", settings.seed());
        parts.put("batch_size", settings.profile().batchSize());
        parts.put("image_size", List.of(Images.SIZE, Images.SIZE));
        return ordered(
                "images", dataset.images().size(), "classes", dataset.classes(), "per_class", perClass, "split", parts);
    }

    /** The sizes of the parts, and the SHA-256 of their lists. */
    public static Map<String, Object> split(Split split) {
        Map<String, Object> numbers = new LinkedHashMap<>(counts(split));
        numbers.put(
                "sha256",
                ordered(
                        "train", Split.sha256(split.train()),
                        "validation", Split.sha256(split.validation()),
                        "test", Split.sha256(split.test())));
        return numbers;
    }

    private static Map<String, Object> counts(Split split) {
        return ordered(
                "train", split.train().size(),
                "validation", split.validation().size(),
                "test", split.test().size());
    }

    /** A search by Hyperband, with the values that each hyper-parameter was tried with. */
    public static Map<String, Object> search(Hyperband oracle, SearchResults found) {
        List<Trial> trials = found.trials();
        Trial best = found.best().orElseThrow();
        Map<String, Object> chosen = candidate(best);
        Map<String, Object> numbers = ordered(
                "tuner", "Hyperband",
                "max_epochs", oracle.maxEpochs(),
                "factor", oracle.factor(),
                "objective", found.objective().toString(),
                "trials", trials.stream().map(ResultEntries::candidate).toList(),
                "trials_run", trials.size(),
                "best", chosen,
                "best_val_accuracy", best.score(),
                "last_trial_val_accuracy", trials.get(trials.size() - 1).score(),
                "seconds", trials.stream().mapToDouble(Trial::seconds).sum());
        best.values().byName().keySet().forEach(name -> numbers.put(name, tried(trials, name)));
        return numbers;
    }

    private static List<Object> tried(List<Trial> trials, String parameter) {
        return trials.stream()
                .map(trial -> trial.plan().values().byName().get(parameter))
                .distinct()
                .sorted((a, b) -> a instanceof Double first && b instanceof Double second
                        ? Double.compare(second, first)
                        : a.toString().compareTo(b.toString()))
                .toList();
    }

    private static Map<String, Object> candidate(Trial trial) {
        Map<String, Object> candidate =
                new LinkedHashMap<>(trial.plan().values().byName());
        candidate.put("val_accuracy", trial.score());
        candidate.put("epochs", trial.plan().epochs());
        candidate.put("seconds", trial.seconds());
        return candidate;
    }

    /** A training with early stopping. */
    public static Map<String, Object> retrain(Fit fit, EarlyStopping rule, Settings settings) {
        History history = fit.history();
        History.Epoch best = history.best(Monitor.VAL_LOSS).orElseThrow();
        return ordered(
                "epochs_allowed", settings.profile().epochs(),
                "patience", rule.patience(),
                "epochs_run", history.epochs().size(),
                "best_val_loss_epoch", best.epoch(),
                "best_val_loss", best.valLoss(),
                "val_accuracy_at_best", best.valAccuracy(),
                "ms_per_step", millisPerStep(history, settings));
    }

    /** How calm the validation loss is under each momentum of batch normalisation. */
    public static List<Map<String, Object>> momenta(Map<Double, History> fits) {
        return fits.entrySet().stream()
                .map(fit -> ordered(
                        "momentum", fit.getKey(),
                        "largest_rise_of_val_loss", fit.getValue().largestRise(Monitor.VAL_LOSS),
                        "history", fit.getValue().epochs()))
                .toList();
    }

    /** Milliseconds a batch took in the last epoch, validation not counted. */
    public static long millisPerStep(History history, Settings settings) {
        History.Epoch last = history.last().orElseThrow();
        return Math.round(MILLIS * settings.profile().batchSize() / last.imagesPerSecond());
    }

    /** Precision, recall, F1 and support by class. */
    public static Map<String, Object> report(ClassificationReport report) {
        Map<String, Object> rows = new LinkedHashMap<>();
        report.rows()
                .forEach(row -> rows.put(
                        row.name(),
                        ordered(
                                "precision", row.precision(),
                                "recall", row.recall(),
                                "f1", row.f1(),
                                "support", row.support())));
        return rows;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
