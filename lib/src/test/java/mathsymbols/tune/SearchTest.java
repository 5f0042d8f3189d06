package mathsymbols.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import mathsymbols.io.InputException;
import mathsymbols.train.DivergedException;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import mathsymbols.tune.Hyperband.Mode;
import mathsymbols.tune.Trial.Plan;
import mathsymbols.tune.Trial.Status;
import mathsymbols.tune.TrialRunner.Assignment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    @TempDir
    private Path temporary;

    private static final Oracle COMPLETE = HyperbandTest.hyperband(HyperbandTest.REPORT, Mode.COMPLETE);

    /** What {@code kill -9} leaves behind: nothing after it is done. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    private static History train(Assignment assignment) {
        Plan plan = assignment.trial().plan();
        return Simulation.history(plan, HyperbandTest.fitness(plan));
    }

    /** A search without its times. */
    private static List<String> essence(SearchResults results) {
        return results.trials().stream()
                .map(trial -> trial.number() + " " + trial.plan() + " " + trial.status() + " " + trial.score() + " "
                        + trial.bestEpoch() + " " + trial.ended())
                .toList();
    }

    @Test
    void aSearchThatIsKilledAtEveryStepComesToTheSameEnd() {
        List<String> through =
                essence(Search.of(COMPLETE, temporary.resolve("through")).run(SearchTest::train));
        Path folder = temporary.resolve("killed");
        AtomicInteger kills = new AtomicInteger();
        for (boolean done = false; !done; ) {
            AtomicInteger runs = new AtomicInteger();
            try {
                SearchResults results = Search.of(COMPLETE, folder).run(assignment -> {
                    if (runs.incrementAndGet() == 2) {
                        kills.incrementAndGet();
                        throw new Killed();
                    }
                    return train(assignment);
                });
                assertThat(essence(results)).isEqualTo(through);
                done = true;
            } catch (Killed e) {
                assertThat(kills).hasValueLessThan(100);
            }
        }
        assertThat(through).hasSize(14);
        assertThat(kills).hasValue(13);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFullSweepReadBackFromTheDiskAfterEveryTrialIsTheSame(Mode mode) throws IOException {
        Oracle oracle = HyperbandTest.hyperband(HyperbandTest.ENDLESS, mode);
        List<Trial> inMemory = Simulation.run(oracle, plan -> plan.values().get(HyperbandTest.ANY_RATE));
        TrialStore store = new TrialStore(temporary);
        for (Trial expected : inMemory) {
            List<Trial> read = store.open(oracle, Map.of());
            assertThat(oracle.next(read)).isEqualTo(new Oracle.Run(expected.plan()));
            store.save(expected);
        }
        assertThat(store.open(oracle, Map.of())).isEqualTo(inMemory);
    }

    @Test
    void trialsThatFailAreRecordedWithTheirReason() {
        SearchResults results = Search.of(COMPLETE, temporary).run(assignment -> {
            switch (assignment.trial().number()) {
                case 1 -> throw new IllegalStateException("the disk is on fire");
                case 2 -> throw new OutOfMemoryError("Failed to allocate [800] bytes");
                case 5 -> throw new DivergedException("The loss is NaN on the third machine: try a smaller rate.");
                case 4 -> {
                    return Simulation.history(assignment.trial().plan(), Double.NaN);
                }
                default -> {
                    return train(assignment);
                }
            }
        });

        assertThat(results.trials()).hasSizeGreaterThan(8);
        assertThat(results.trials().get(0).status()).isEqualTo(Status.FAILED);
        assertThat(results.trials().get(0).message()).contains("java.lang.IllegalStateException: the disk is on fire");
        assertThat(results.trials().get(1).status()).isEqualTo(Status.OUT_OF_MEMORY);
        assertThat(results.trials().get(4).status()).isEqualTo(Status.INVALID);
        assertThat(results.trials().get(4).message())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("The loss is NaN on the third machine"));
        assertThat(results.trials().get(3).status()).isEqualTo(Status.INVALID);
        assertThat(results.trials().get(1).toString()).endsWith("): OUT_OF_MEMORY, Failed to allocate [800] bytes");
        assertThat(Search.of(COMPLETE, temporary).run(SearchTest::train).trials())
                .isEqualTo(results.trials());
    }

    @Test
    void threeFailuresInARowEndTheSearch() {
        assertThatThrownBy(() -> Search.of(COMPLETE, temporary).run(assignment -> {
                    if (assignment.trial().number() > 3) {
                        throw new IllegalArgumentException("no such layer");
                    }
                    return train(assignment);
                }))
                .isInstanceOf(SearchFailedException.class)
                .hasMessageStartingWith("Three trials in a row have failed, so the search ends: trial ")
                .hasMessageContaining("FAILED: java.lang.IllegalArgumentException: no such layer");
    }

    /** What a disk refuses comes checked from files that are written, unchecked from images that are read. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFaultOfTheMachineStopsTheSearchWhichThenComesToTheSameEnd(boolean unchecked) {
        List<String> through =
                essence(Search.of(COMPLETE, temporary.resolve("through")).run(SearchTest::train));
        Path folder = temporary.resolve("full");
        IOException full = new IOException("No space left on device");
        assertThatThrownBy(() -> Search.of(COMPLETE, folder).run(assignment -> {
                    if (assignment.trial().number() > 3) {
                        throw unchecked ? new UncheckedIOException("The checkpoint", full) : full;
                    }
                    return train(assignment);
                }))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "The search in " + folder + " cannot go on (No space left on device): mend that");

        assertThat(essence(Search.of(COMPLETE, folder).run(SearchTest::train))).isEqualTo(through);
    }

    @Test
    void whatKilledRunsLeftIsSweptAndALostTrialIsNamed() throws IOException {
        Search.of(COMPLETE, temporary).run(SearchTest::train);
        List<Path> left = List.of(
                temporary.resolve(".oracle.json.1.part"),
                temporary.resolve("trial-0002/.best.weights.1.part"),
                temporary.resolve("trial-0015/checkpoints/epoch-0001.checkpoint"));
        for (Path file : left) {
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[9]);
        }
        Path mine = Files.write(temporary.resolve("trial-notes.txt"), new byte[1]);
        Search.of(COMPLETE, temporary).run(SearchTest::train);
        assertThat(left).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(mine).exists();

        Path lost = temporary.resolve("trial-0003/trial.json");
        Files.delete(lost);
        assertThatThrownBy(() -> Search.of(COMPLETE, temporary).run(SearchTest::train))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(lost + " is missing, but there are later trials: put it back");
        assertThat(temporary.resolve("trial-0004/trial.json")).exists();
    }

    @Test
    void anInterruptedSearchGoesOnWithTheTrialThatWasRunning() {
        SearchResults interrupted = Search.of(COMPLETE, temporary).run(assignment -> {
            if (assignment.trial().number() == 3) {
                throw new CancellationException();
            }
            return train(assignment);
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.trials()).hasSize(3);
        assertThat(interrupted.trials().get(2).isRunning()).isTrue();

        assertThat(Search.of(COMPLETE, temporary).run(SearchTest::train).trials())
                .hasSize(14)
                .allMatch(Trial::isCompleted);
    }

    @Test
    void aTrialThatWentOnTookAsLongAsAllItsEpochs() {
        SearchResults results = Search.of(COMPLETE, temporary)
                .run(assignment -> new History(List.of(
                        new History.Epoch(1, 1, 0.5, 1, 0.5, 400, 64), // before the kill
                        new History.Epoch(2, 1, 0.5, 1, 0.5, 500, 64))));

        assertThat(results.trials().get(0).seconds()).isEqualTo(900);
    }

    @Test
    void anInterruptBetweenTwoTrialsLosesNoneAndBeginsNone() {
        SearchResults interrupted = Search.of(COMPLETE, temporary).run(assignment -> {
            if (assignment.trial().number() == 3) {
                Thread.currentThread().interrupt();
            }
            return train(assignment);
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.trials()).hasSize(3).allMatch(Trial::isCompleted);

        assertThat(Search.of(COMPLETE, temporary).run(SearchTest::train).trials())
                .hasSize(14)
                .allMatch(Trial::isCompleted);
    }

    @Test
    void anInterruptBeforeTheSearchIsOpenedAgainLeavesItAsItIs() {
        Search.of(COMPLETE, temporary).run(SearchTest::train);
        Thread.currentThread().interrupt();

        assertThat(Search.of(COMPLETE, temporary).run(SearchTest::train).trials())
                .hasSize(14);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A runner that takes several trials at once. */
    private record Several(OptionalInt atOnce, TrialRunner each) implements TrialRunner {
        Several(int atOnce, TrialRunner each) {
            this(OptionalInt.of(atOnce), each);
        }

        @Override
        public History run(Assignment assignment) throws Exception {
            return each.run(assignment);
        }
    }

    @Test
    void severalTrialsAtOnceComeToTheSameEndAsOneAfterTheOther() {
        Oracle oracle = HyperbandTest.hyperband(HyperbandTest.ENDLESS, Mode.AS_PUBLISHED);
        TrialRunner train = assignment -> {
            Plan plan = assignment.trial().plan();
            Thread.sleep(assignment.trial().number() % 3);
            return Simulation.history(plan, plan.values().get(HyperbandTest.ANY_RATE));
        };
        Thread caller = Thread.currentThread();
        AtomicInteger most = new AtomicInteger();
        SearchListener listener = results -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            int running =
                    (int) results.trials().stream().filter(Trial::isRunning).count();
            most.accumulateAndGet(running, Math::max);
        };
        List<String> one = plans(Search.of(oracle, temporary.resolve("one")).run(train));
        List<String> many = plans(
                Search.of(oracle, temporary.resolve("many")).listener(listener).run(new Several(5, train)));

        assertThat(many).isEqualTo(one);
        assertThat(most).hasValue(5);
    }

    private static List<String> plans(SearchResults results) {
        return results.trials().stream()
                .map(trial -> trial.plan() + " " + trial.score())
                .toList();
    }

    @Test
    void failuresThatEndFirstAreNotFailuresInARow() {
        Oracle oracle = HyperbandTest.hyperband(HyperbandTest.ENDLESS, Mode.AS_PUBLISHED);
        SearchResults results = Search.of(oracle, temporary).run(new Several(8, assignment -> {
            if (assignment.trial().number() % 2 == 0) {
                throw new DivergedException("at once");
            }
            Thread.sleep(2);
            Plan plan = assignment.trial().plan();
            return Simulation.history(plan, plan.values().get(HyperbandTest.ANY_RATE));
        }));

        assertThat(results.trials()).hasSizeGreaterThan(100);
    }

    @Test
    void aSearchThatThreeFailuresEndedGoesOnOnceTheirCauseIsMended() {
        assertThatThrownBy(() -> Search.of(COMPLETE, temporary).run(assignment -> {
                    throw new IllegalStateException("no driver");
                }))
                .isInstanceOf(SearchFailedException.class);

        assertThat(Search.of(COMPLETE, temporary).run(SearchTest::train).trials())
                .hasSizeGreaterThan(8)
                .filteredOn(trial -> !trial.isCompleted())
                .hasSize(3);
    }

    @Test
    void machinesThatAreLostAreNoFailureOfTheTrial() {
        assertThatThrownBy(() -> Search.of(COMPLETE, temporary).run(new Several(2, assignment -> {
                    if (assignment.trial().number() == 4) {
                        throw new InputException("The cluster is gone: run again.");
                    }
                    return train(assignment);
                })))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("The cluster is gone");

        assertThat(Search.of(COMPLETE, temporary).run(SearchTest::train).trials())
                .hasSize(14)
                .allMatch(Trial::isCompleted);
    }

    @Test
    void anInterruptStopsAllThatRunAndTheyBeginAgain() throws InterruptedException {
        Thread caller = Thread.currentThread();
        AtomicInteger stopped = new AtomicInteger();
        SearchResults interrupted = Search.of(COMPLETE, temporary).run(new Several(3, assignment -> {
            if (assignment.trial().number() == 3) {
                caller.interrupt();
            }
            try {
                Thread.sleep(60_000);
                return train(assignment);
            } finally {
                stopped.incrementAndGet();
            }
        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped).as("none runs on behind the search").hasValue(3);
        assertThat(interrupted.trials()).hasSize(3).allMatch(Trial::isRunning);

        assertThat(Search.of(COMPLETE, temporary)
                        .run(new Several(3, SearchTest::train))
                        .trials())
                .hasSize(14)
                .allMatch(Trial::isCompleted);
    }

    @Test
    void aFolderThatAnotherSearchUsesIsNeitherSearchedNorDeleted() {
        Search second = Search.of(COMPLETE, temporary);
        Search.of(COMPLETE, temporary).run(assignment -> {
            assertThatThrownBy(() -> second.run(SearchTest::train)).hasMessageContaining("is in use");
            assertThatThrownBy(second::overwrite).hasMessageContaining("is in use");
            return train(assignment);
        });
        assertThat(second.overwrite()).endsWith("has been deleted.");
    }

    @Test
    void aTrialThatAnInterruptMadeFailIsRunAgain() {
        SearchResults interrupted = Search.of(COMPLETE, temporary).run(assignment -> {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.trials()).hasSize(1).allMatch(Trial::isRunning);
    }

    @Test
    void anotherSearchInTheFolderIsRefusedUnlessItIsOverwritten() {
        Path folder = temporary.resolve("math_symbols");
        assertThat(Search.of(COMPLETE, folder).overwrite()).isEqualTo("The folder '" + folder + "' does not exist.");
        Search.of(COMPLETE, folder).run(SearchTest::train);
        Search other = Search.of(HyperbandTest.hyperband(HyperbandTest.REPORT, Mode.AS_PUBLISHED), folder);

        assertThatThrownBy(() -> other.run(SearchTest::train))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        folder + " holds another search, whose mode was \"COMPLETE\" and is now \"AS_PUBLISHED\": call"
                                + " overwrite() to search afresh, or use another folder.");
        assertThat(other.overwrite()).isEqualTo("The folder '" + folder + "' has been deleted.");
        assertThat(other.run(SearchTest::train).trials()).hasSize(8);
    }

    @Test
    void aDamagedTrialIsNamed() throws IOException {
        Search.of(COMPLETE, temporary).run(SearchTest::train);
        Path file = temporary.resolve("trial-0003/trial.json");
        Files.writeString(file, "{\"number\": 3, ");

        assertThatThrownBy(() -> Search.of(COMPLETE, temporary).run(SearchTest::train))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " is damaged");
    }

    @Test
    void aListenerIsToldWhenATrialBeginsAndEndsAndWhenTheSearchIsOver() {
        List<String> told = new ArrayList<>();
        SearchListener listener = results -> told.add(results.trials().size()
                + (results.trials().stream().anyMatch(Trial::isRunning) ? " running" : " ended"));
        SearchResults results =
                Search.of(COMPLETE, temporary).listener(listener).run(SearchTest::train);

        assertThat(told)
                .hasSize(29)
                .startsWith("1 running", "1 ended", "2 running")
                .endsWith("14 ended", "14 ended");
        assertThat(results.toString())
                .startsWith("14 trials in 118.0 s; the best is trial ")
                .contains(" (activation: relu, learning_rate: 0.001): ");
        told.clear();
        Search.of(COMPLETE, temporary).listener(listener).run(SearchTest::train);
        assertThat(told).containsExactly("14 ended");
    }

    @Test
    void theSummaryIsATableWithTheBestTrialOnTop() {
        SearchResults results = Search.of(COMPLETE, temporary).run(SearchTest::train);
        Trial best = results.best().orElseThrow();

        assertThat(best.values().toString()).isEqualTo("activation: relu, learning_rate: 0.001");
        assertThat(results.summary().rowCount()).isEqualTo(14);
        assertThat(results.summary().columnNames())
                .containsExactly(
                        "trial",
                        "activation",
                        "learning_rate",
                        "val_accuracy",
                        "best_epoch",
                        "first_epoch",
                        "last_epoch",
                        "bracket",
                        "round",
                        "seconds",
                        "status",
                        "message");
        assertThat(results.summary().row(0).getInt("trial")).isEqualTo(best.number());
        assertThat(results.objective()).isEqualTo(Monitor.VAL_ACCURACY);
    }
}
