package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import mathsymbols.train.TrainingListener;
import mathsymbols.tune.Hyperband;
import mathsymbols.tune.Parameter;
import mathsymbols.tune.Search;
import mathsymbols.tune.Space;
import mathsymbols.tune.TrialRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SearchProgressTest {
    private static final Hyperband TWO = new Hyperband(
            Space.of(Parameter.choice("activation", "relu", "tanh"), Parameter.choice("rate", 1e-5)),
            Monitor.VAL_ACCURACY,
            27,
            3,
            Hyperband.Mode.AS_PUBLISHED,
            1);

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong();
    private final List<Rendering> screen = new CopyOnWriteArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final SearchProgress progress =
            new SearchProgress(new LiveOutput(screen::add, () -> now.addAndGet(1_000_000_000L)), lines::add);

    private void search() {
        Search.of(TWO, folder).listener(progress).run(assignment -> {
            progress.fit(assignment.trial())
                    .batchDone(new TrainingListener.Step(1, 1, 3, 4, 2, 0.1, 60, Duration.ZERO));
            double accuracy = assignment.trial().number() == 1 ? 0.41581970 : 0.05523641;
            return new History(List.of(new History.Epoch(1, 1, 0.5, 1, accuracy, 1, 64)));
        });
    }

    @Test
    void aTableFillsInPlace() {
        search();

        assertThat(screen.get(1).text()).contains("epoch 1 of 1, 75 %");
        assertThat(screen.get(screen.size() - 1).text())
                .contains("0.4158", "0.0552", "0.00001 ", "best")
                .doesNotContain("epoch 1");
        assertThat(screen.get(screen.size() - 1).html()).startsWith("<table>").containsOnlyOnce("best<");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("trial 1 \\(activation: (relu|tanh), rate: 1.0E-5\\): 0.4158 in epoch 1");
    }

    @Test
    @Timeout(300)
    void eachOfTwoTrialsThatRunAtOnceHasItsRow() {
        CyclicBarrier both = new CyclicBarrier(2);
        Search.of(TWO, folder).listener(progress).run(new TrialRunner() {
            @Override
            public OptionalInt atOnce() {
                return OptionalInt.of(2);
            }

            @Override
            public History run(Assignment assignment) throws Exception {
                int number = assignment.trial().number();
                both.await(1, TimeUnit.MINUTES); // both have begun
                progress.fit(assignment.trial())
                        .batchDone(new TrainingListener.Step(1, 1, number, 4, 2, 0.1, 60, Duration.ZERO));
                both.await(1, TimeUnit.MINUTES); // both have been told of
                while (number == 1
                        && screen.stream().noneMatch(shown -> shown.text().contains("best"))) {
                    Thread.onSpinWait(); // the second ends first
                }
                return new History(List.of(new History.Epoch(1, 1, 0.5, 1, 0.1, 1, 64)));
            }
        });

        assertThat(screen)
                .anySatisfy(shown -> assertThat(shown.text()).contains("epoch 1 of 1, 25 %", "epoch 1 of 1, 50 %"));
        assertThat(lines).extracting(line -> line.substring(0, 7)).containsExactly("trial 2", "trial 1");
    }

    @Test
    void aSearchThatIsOverShowsItsTrials() {
        search();
        screen.clear();

        search();

        assertThat(screen).singleElement().satisfies(shown -> assertThat(shown.text())
                .contains("0.4158", "0.0552"));
    }
}
