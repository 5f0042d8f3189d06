package mathsymbols.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mathsymbols.train.TrainingListener;
import mathsymbols.tune.SearchListener;
import mathsymbols.tune.SearchResults;
import mathsymbols.tune.Trial;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Shows a search as it goes: one table, a row for each trial, that fills in place. Outside a notebook it prints a line for
 * each trial that ends.
 */
public final class SearchProgress implements SearchListener {
    private final LiveOutput table;
    private final Consumer<String> lines;
    private final Map<Integer, String> steps = new ConcurrentHashMap<>();
    private volatile Optional<SearchResults> latest = Optional.empty();
    private final Set<Integer> told = new HashSet<>();

    public SearchProgress() {
        this(new LiveOutput(), Kernel.running().isPresent() ? line -> {} : System.out::println);
    }

    /** @param lines where a trial that ended is told in a line */
    SearchProgress(LiveOutput table, Consumer<String> lines) {
        this.table = table;
        this.lines = lines;
    }

    @Override
    public void changed(SearchResults results) {
        latest = Optional.of(results);
        table.show(drawn(results));
        List<Trial> ended =
                results.trials().stream().filter(trial -> !trial.isRunning()).toList();
        ended.stream()
                .filter(trial -> told.add(trial.number()))
                .map(trial -> "trial " + trial)
                .forEach(lines);
    }

    /** Follows a trial's fit: its row says how far it is. Several trials may run at once. */
    public TrainingListener fit(Trial trial) {
        return new TrainingListener() {
            @Override
            public void batchDone(Step step) {
                steps.put(
                        trial.number(),
                        String.format(
                                Locale.ROOT,
                                "epoch %d of %d, %d %%",
                                step.epoch(),
                                step.epochs(),
                                100 * step.batch() / step.batches()));
                latest.ifPresent(results -> table.offer(() -> drawn(results)));
            }
        };
    }

    private Rendering drawn(SearchResults results) {
        List<Trial> rows = results.trials();
        Optional<Integer> best = results.best().map(Trial::number);
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(trial -> names.addAll(trial.values().byName().keySet()));
        Table drawn =
                Table.create("Trials", column("trial", rows.stream().map(trial -> Integer.toString(trial.number()))));
        for (String name : names) {
            drawn.addColumns(column(
                    name,
                    rows.stream().map(trial -> plain(trial.values().byName().get(name)))));
        }
        drawn.addColumns(
                column(results.objective().toString(), rows.stream().map(SearchProgress::score)),
                column(
                        "epochs",
                        rows.stream().map(trial -> Integer.toString(trial.plan().epochs()))),
                column("seconds", rows.stream().map(SearchProgress::seconds)),
                column(
                        "outcome",
                        rows.stream()
                                .map(trial -> best.equals(Optional.of(trial.number())) ? "best" : outcome(trial))));
        return Renderers.table(drawn);
    }

    /** Three digits of a number are enough, and 0.00001 is easier to read than 1.0E-5. */
    private static String plain(Object value) {
        return value instanceof Double number
                ? new BigDecimal(number)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString()
                : value.toString();
    }

    private static String score(Trial trial) {
        return trial.isCompleted()
                ? String.format(Locale.ROOT, "%.4f", trial.score().getAsDouble())
                : "";
    }

    private static String seconds(Trial trial) {
        return trial.isRunning() ? "" : String.format(Locale.ROOT, "%.1f", trial.seconds());
    }

    private String outcome(Trial trial) {
        return switch (trial.status()) {
            case RUNNING -> steps.getOrDefault(trial.number(), "running");
            case COMPLETED -> "";
            default -> trial.status() + trial.message().map(why -> ": " + why).orElse("");
        };
    }

    private static StringColumn column(String name, Stream<String> values) {
        return StringColumn.create(name, values);
    }
}
