package mathsymbols.tune;

import static mathsymbols.tune.Parameter.choice;
import static mathsymbols.tune.Parameter.logUniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mathsymbols.train.Monitor;
import mathsymbols.tune.Hyperband.Mode;
import mathsymbols.tune.Trial.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HyperbandTest {
    /** The report's space: two activations and four learning rates. */
    static final Parameter<String> ACTIVATION = choice("activation", "relu", "tanh");

    static final Parameter<Double> LEARNING_RATE = choice("learning_rate", 1e-2, 1e-3, 1e-4, 1e-5);
    static final Space REPORT = Space.of(ACTIVATION, LEARNING_RATE);

    /** So many values that none is drawn twice. */
    static final Parameter<Double> ANY_RATE = logUniform("learning_rate", 1e-5, 1e-1);

    static final Space ENDLESS = Space.of(ANY_RATE);

    static Hyperband hyperband(Space space, Mode mode) {
        return new Hyperband(space, Monitor.VAL_ACCURACY, 100, 3, mode, 1001);
    }

    @ParameterizedTest(name = "bracket {0}: {1}")
    @CsvSource({
        "4, 98 @ 2 | 33 @ 4 | 11 @ 12 | 4 @ 34 | 2 @ 100",
        "3, 41 @ 4 | 14 @ 12 | 5 @ 34 | 2 @ 100",
        "2, 18 @ 12 | 6 @ 34 | 2 @ 100",
        "1, 9 @ 34 | 3 @ 100",
        "0, 6 @ 100",
    })
    void theTableOfTheKerasTuner(int bracket, String row) {
        Hyperband hyperband = hyperband(REPORT, Mode.AS_PUBLISHED);

        assertThat(hyperband.brackets()).isEqualTo(5);
        assertThat(IntStream.range(0, hyperband.rounds(bracket))
                        .mapToObj(round -> hyperband.size(bracket, round) + " @ " + hyperband.epochs(bracket, round))
                        .collect(Collectors.joining(" | ")))
                .isEqualTo(row);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFullSweepHas254TrialsAnd2672Epochs(Mode mode) {
        Hyperband hyperband = hyperband(ENDLESS, mode);
        List<Trial> trials = Simulation.run(hyperband, plan -> -plan.values().get(ANY_RATE));

        assertThat(trials).hasSize(254);
        assertThat(trials.stream()
                        .mapToInt(trial -> trial.plan().epochs() - trial.plan().initialEpoch())
                        .sum())
                .isEqualTo(2_672);
        for (int bracket = 0; bracket < 5; bracket++) {
            for (int round = 0; round <= bracket; round++) {
                List<Trial> inRound = round(trials, bracket, round);
                assertThat(inRound).hasSize(hyperband.size(bracket, round));
                if (round > 0) {
                    assertPromoted(inRound, round(trials, bracket, round - 1));
                }
            }
        }
        assertThat(trials.stream().map(trial -> -trial.plan().bracket())).isSorted();
    }

    /** Those that go on are the best of the round before, and begin where that ended. */
    private static void assertPromoted(List<Trial> promoted, List<Trial> before) {
        Set<Integer> best = before.stream()
                .sorted(Monitor.Direction.MAX.bestFirst(trial -> trial.score().orElseThrow()))
                .limit(promoted.size())
                .map(Trial::number)
                .collect(Collectors.toSet());
        assertThat(promoted.stream().map(trial -> trial.plan().predecessor()))
                .containsExactlyInAnyOrderElementsOf(
                        best.stream().map(OptionalInt::of).toList());
        assertThat(promoted).allSatisfy(trial -> {
            Trial predecessor = before.stream()
                    .filter(candidate ->
                            candidate.number() == trial.plan().predecessor().orElseThrow())
                    .findFirst()
                    .orElseThrow();
            assertThat(trial.values()).isEqualTo(predecessor.plan().values());
            assertThat(trial.plan().initialEpoch()).isEqualTo(predecessor.plan().epochs());
        });
    }

    @Test
    void theReportsSearchEndsAfterEightTrialsOfTwoEpochs() {
        List<Trial> trials = Simulation.run(hyperband(REPORT, Mode.AS_PUBLISHED), plan -> 0.5);

        assertThat(trials)
                .extracting(trial -> trial.values())
                .containsExactlyInAnyOrderElementsOf(REPORT.all().orElseThrow());
        assertThat(trials).allSatisfy(trial -> assertThat(trial.plan())
                .isEqualTo(new Plan(trial.values(), 4, 0, OptionalInt.empty(), 0, 2)));
    }

    @Test
    void thePublishedWayMayEvenMissACombination() {
        Set<Integer> sizes = IntStream.range(0, 200)
                .mapToObj(seed -> new Hyperband(REPORT, Monitor.VAL_ACCURACY, 100, 3, Mode.AS_PUBLISHED, seed))
                .map(hyperband -> Simulation.run(hyperband, plan -> 0.5).size())
                .collect(Collectors.toSet());

        assertThat(sizes).contains(7, 8).allMatch(size -> size <= 8);
    }

    @Test
    void completeGoesOnHalvingWhatThereIs() {
        List<Trial> trials = Simulation.run(hyperband(REPORT, Mode.COMPLETE), HyperbandTest::fitness);

        assertThat(trials).extracting(trial -> trial.plan().bracket()).containsOnly(4);
        assertThat(trials)
                .extracting(trial -> trial.plan().round() + " @ " + trial.plan().epochs())
                .containsExactly(
                        "0 @ 2", "0 @ 2", "0 @ 2", "0 @ 2", "0 @ 2", "0 @ 2", "0 @ 2", "0 @ 2", "1 @ 4", "1 @ 4",
                        "1 @ 4", "2 @ 12", "3 @ 34", "4 @ 100");
        for (int round = 1; round < 5; round++) {
            assertPromoted(round(trials, 4, round), round(trials, 4, round - 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4", "5", "6", "7"})
    void completeFindsEveryCombinationWhateverTheSeed(long seed) {
        Hyperband hyperband = new Hyperband(REPORT, Monitor.VAL_ACCURACY, 100, 3, Mode.COMPLETE, seed);

        assertThat(round(Simulation.run(hyperband, HyperbandTest::fitness), 4, 0))
                .hasSize(8);
    }

    @Test
    void completeGivesTheNextBracketWhatTheFirstLeftOver() {
        Parameter<Integer> units =
                choice("units", IntStream.rangeClosed(1, 100).boxed().toArray(Integer[]::new));
        List<Trial> trials = Simulation.run(
                hyperband(Space.of(units), Mode.COMPLETE), plan -> plan.values().get(units));

        assertThat(round(trials, 4, 0)).hasSize(98);
        assertThat(round(trials, 4, 4)).hasSize(2);
        assertThat(IntStream.range(0, 4)
                        .mapToObj(round -> round(trials, 3, round).size()))
                .containsExactly(2, 1, 1, 1);
        assertThat(round(trials, 2, 0)).isEmpty();
    }

    @Test
    void ofEqualScoresTheEarlierTrialIsPromoted() {
        List<Trial> trials = Simulation.run(hyperband(REPORT, Mode.COMPLETE), plan -> 0.5);

        assertThat(round(trials, 4, 1))
                .extracting(trial -> trial.plan().predecessor())
                .containsExactly(OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(3));
    }

    @Test
    void aLossIsPromotedForItsLeastValue() {
        Hyperband hyperband = new Hyperband(ENDLESS, Monitor.VAL_LOSS, 9, 3, Mode.AS_PUBLISHED, 1);
        List<Trial> trials = Simulation.run(hyperband, plan -> plan.values().get(ANY_RATE));

        Trial best = round(trials, 2, 0).stream()
                .reduce((a, b) -> b.score().orElseThrow() < a.score().orElseThrow() ? b : a)
                .orElseThrow();
        assertThat(round(trials, 2, 1).get(0).plan().predecessor()).hasValue(best.number());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatIsDecidedDoesNotDependOnHowManyRunAtOnceNorOnWhichEndsFirst(Mode mode) {
        for (Space space : List.of(ENDLESS, REPORT)) {
            Hyperband hyperband = hyperband(space, mode);
            ToDoubleFunction<Plan> score = plan -> plan.values().get(space == REPORT ? LEARNING_RATE : ANY_RATE);
            List<Plan> oneByOne =
                    Simulation.run(hyperband, score).stream().map(Trial::plan).toList();
            for (int atOnce : new int[] {2, 7, 64, 1000}) {
                RandomGenerator random = new SplittableRandom(atOnce);
                assertThat(Simulation.run(hyperband, score, atOnce, random).stream()
                                .map(Trial::plan))
                        .isEqualTo(oneByOne);
            }
        }
    }

    @Test
    void whileTrialsRunAnExhaustedSearchWaits() {
        for (Mode mode : Mode.values()) {
            Hyperband hyperband = hyperband(REPORT, mode);
            List<Trial> trials = new ArrayList<>();
            for (int number = 1; number <= 8; number++) {
                trials.add(Trial.begin(number, ((Oracle.Run) hyperband.next(trials)).plan()));
            }
            assertThat(hyperband.next(trials)).isEqualTo(new Oracle.Wait());
        }
    }

    @Test
    void failedTrialsHoldUpThePublishedWayButNotComplete() {
        for (Mode mode : Mode.values()) {
            Hyperband hyperband = new Hyperband(ENDLESS, Monitor.VAL_ACCURACY, 9, 3, mode, 1);
            List<Trial> trials = new ArrayList<>();
            while (hyperband.next(trials) instanceof Oracle.Run run) {
                int number = trials.size() + 1;
                trials.add(
                        number <= 2
                                ? Simulation.failed(number, run.plan())
                                : Simulation.completed(number, run.plan(), number));
            }
            // 9 @ 1, 3 @ 3, 1 @ 9: with two failed, one candidate exceeds the 6 that are dropped, then none does
            assertThat(round(trials, 2, 0)).hasSize(9);
            assertThat(round(trials, 2, 1)).hasSize(mode == Mode.COMPLETE ? 3 : 1);
            assertThat(round(trials, 2, 2)).hasSize(mode == Mode.COMPLETE ? 1 : 0);
            assertThat(round(trials, 0, 0)).hasSize(3);
        }
    }

    @Test
    void aFactorOfOneIsRefused() {
        assertThatThrownBy(() -> new Hyperband(REPORT, Monitor.VAL_LOSS, 100, 1, Mode.COMPLETE, 1))
                .hasMessageContaining("a factor of at least 2, not 100 and 1");
    }

    static double fitness(Plan plan) {
        return (plan.values().get(ACTIVATION).equals("relu") ? 0.1 : 0)
                - Math.abs(Math.log10(plan.values().get(LEARNING_RATE)) + 3);
    }

    private static List<Trial> round(List<Trial> trials, int bracket, int round) {
        return trials.stream()
                .filter(trial ->
                        trial.plan().bracket() == bracket && trial.plan().round() == round)
                .toList();
    }
}
