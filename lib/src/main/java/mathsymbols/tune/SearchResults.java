package mathsymbols.tune;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import mathsymbols.data.DecimalColumn;
import mathsymbols.train.Monitor;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a search has found so far.
 *
 * @param objective what makes a trial better
 * @param trials all trials by their numbers, failed and unfinished ones included
 */
public record SearchResults(Monitor objective, List<Trial> trials) {
    public SearchResults {
        trials = List.copyOf(trials);
    }

    /** The completed trials, the best first; of equal ones, the earlier first. */
    public List<Trial> ranking() {
        return trials.stream()
                .filter(Trial::isCompleted)
                .sorted(objective.direction().bestFirst(trial -> trial.score().getAsDouble()))
                .toList();
    }

    /** The best completed trial, if any is completed. */
    public Optional<Trial> best() {
        return ranking().stream().findFirst();
    }

    /** One row a trial: the completed ones first, the best at the top; then the others. */
    public Table summary() {
        List<Trial> rows = new ArrayList<>(ranking());
        trials.stream().filter(trial -> !trial.isCompleted()).forEach(rows::add);
        Table table = Table.create("Trials", ints("trial", rows, Trial::number));
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(trial -> names.addAll(trial.values().byName().keySet()));
        for (String name : names) {
            table.addColumns(strings(
                    name,
                    rows,
                    trial -> Objects.toString(trial.values().byName().get(name), "")));
        }
        return table.addColumns(
                DecimalColumn.decimals(objective.toString(), 4, rows.stream().mapToDouble(trial -> trial.score()
                        .orElse(Double.NaN))),
                ints("best_epoch", rows, trial -> boxed(trial.bestEpoch())),
                ints("first_epoch", rows, trial -> trial.plan().initialEpoch() + 1),
                ints("last_epoch", rows, trial -> trial.plan().epochs()),
                ints("bracket", rows, trial -> trial.plan().bracket()),
                ints("round", rows, trial -> trial.plan().round()),
                DecimalColumn.decimals("seconds", 1, rows.stream().mapToDouble(Trial::seconds)),
                strings("status", rows, trial -> trial.status().toString()),
                strings("message", rows, trial -> trial.message().orElse("")));
    }

    private static IntColumn ints(String name, List<Trial> rows, Function<Trial, Integer> value) {
        return IntColumn.create(name, rows.stream().map(value).toArray(Integer[]::new));
    }

    /** As Tablesaw takes it: null where a value is missing. */
    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static StringColumn strings(String name, List<Trial> rows, Function<Trial, String> value) {
        return StringColumn.create(name, rows.stream().map(value));
    }

    /** How far the search is, and its best trial. */
    @Override
    public String toString() {
        long ended = trials.stream().filter(trial -> !trial.isRunning()).count();
        return String.format(
                Locale.ROOT,
                "%d %s in %.1f s; %s",
                ended,
                ended == 1 ? "trial" : "trials",
                trials.stream().mapToDouble(Trial::seconds).sum(),
                best().map(best -> "the best is trial " + best).orElse("none is completed"));
    }
}
