package mathsymbols.tune;

import static mathsymbols.tune.Parameter.bool;
import static mathsymbols.tune.Parameter.choice;
import static mathsymbols.tune.Parameter.intRange;
import static mathsymbols.tune.Parameter.logUniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import mathsymbols.train.Monitor;
import org.junit.jupiter.api.Test;

class SpaceTest {
    private static final Space CONDITIONAL = Space.of(
            choice("optimiser", "adam", "sgd"),
            choice("momentum", 0.0, 0.9).when("optimiser", "sgd"),
            bool("nesterov").when("momentum", 0.9),
            intRange("units", 32, 64, 16));

    @Test
    void everyCombinationIsListedTheLastParameterChangingFastest() {
        assertThat(HyperbandTest.REPORT.all().orElseThrow())
                .hasSize(8)
                .extracting(Values::toString)
                .startsWith("activation: relu, learning_rate: 0.01", "activation: relu, learning_rate: 0.001")
                .endsWith("activation: tanh, learning_rate: 1.0E-5");
    }

    @Test
    void aParameterWhoseConditionDoesNotHoldHasNoValue() {
        // adam: 3 units; sgd without momentum: 3; with momentum: 2 · 3
        assertThat(CONDITIONAL.all().orElseThrow()).hasSize(12).doesNotHaveDuplicates();
        assertThat(CONDITIONAL.all().orElseThrow()).allSatisfy(values -> {
            assertThat(values.has("momentum"))
                    .isEqualTo(values.text("optimiser").equals("sgd"));
            assertThat(values.has("nesterov")).isEqualTo(values.has("momentum") && values.number("momentum") == 0.9);
        });
    }

    @Test
    void drawingCoversTheSpaceAndNothingElse() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(Stream.generate(() -> CONDITIONAL.draw(random)).limit(500).distinct())
                .containsExactlyInAnyOrderElementsOf(CONDITIONAL.all().orElseThrow());
    }

    @Test
    void aLogarithmicRangeDrawsEveryMagnitudeAlike() {
        Space space = Space.of(logUniform("rate", 1e-5, 1e-1));
        SplittableRandom random = new SplittableRandom(1);
        List<Double> rates = Stream.generate(() -> space.draw(random).number("rate"))
                .limit(4_000)
                .toList();

        assertThat(space.all()).isEmpty();
        assertThat(rates).allMatch(rate -> rate >= 1e-5 && rate <= 1e-1);
        for (double from = 1e-5; from < 0.09; from *= 10) {
            double least = from;
            assertThat(rates.stream()
                            .filter(rate -> rate >= least && rate < 10 * least)
                            .count())
                    .isBetween(900L, 1_100L);
        }
    }

    @Test
    void the21stCollisionCountsAsExhausted() {
        Space two = Space.of(bool("a"));
        Set<Values> tried = Set.of(new Values(Map.of("a", true)), new Values(Map.of("a", false)));

        assertThat(two.drawUntried(tried, new SplittableRandom(1))).isEmpty();
        assertThat(two.drawUntriedToTheLast(tried, new SplittableRandom(1))).isEmpty();
    }

    @Test
    void theLastCombinationOfManyIsFound() {
        Space thousand = Space.of(intRange("a", 1, 1_000, 1));
        Set<Values> tried = new HashSet<>(thousand.all().orElseThrow());
        Values left = new Values(Map.of("a", 617));
        tried.remove(left);

        assertThat(thousand.drawUntriedToTheLast(tried, new SplittableRandom(1)))
                .contains(left);
    }

    @Test
    void randomSearchTriesDifferentValuesAndGridSearchAllInOrder() {
        List<Values> random = values(new RandomSearch(HyperbandTest.REPORT, Monitor.VAL_LOSS, 5, 3, 1));
        List<Values> grid = values(new GridSearch(HyperbandTest.REPORT, Monitor.VAL_LOSS, 3));

        assertThat(random).hasSize(5).doesNotHaveDuplicates();
        assertThat(values(new RandomSearch(HyperbandTest.REPORT, Monitor.VAL_LOSS, 50, 3, 1)))
                .hasSize(8);
        assertThat(grid).isEqualTo(HyperbandTest.REPORT.all().orElseThrow());
    }

    private static List<Values> values(Oracle oracle) {
        return Simulation.run(oracle, plan -> 0.5).stream()
                .map(trial -> trial.values())
                .toList();
    }

    @Test
    void whatCannotBeASpaceIsRefusedWithASentence() {
        assertThatThrownBy(() -> new GridSearch(Space.of(logUniform("rate", 1e-5, 1e-1)), Monitor.VAL_LOSS, 3))
                .hasMessageContaining("has no grid");
        assertThatThrownBy(() -> Space.of(bool("a").when("b", true), bool("b")))
                .hasMessageContaining("named before it");
        assertThatThrownBy(() -> Space.of(bool("a"), bool("a"))).hasMessage("The space names a twice.");
        assertThatThrownBy(() -> choice("a", 1, 1)).hasMessageContaining("options that differ");
        assertThatThrownBy(() -> choice("a", 1L)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> intRange("a", 3, 2, 1)).hasMessageContaining("not from 3 to 2 by 1");
        assertThatThrownBy(() -> logUniform("a", 0, 1)).hasMessageContaining("two positive numbers");
        assertThatThrownBy(() -> HyperbandTest.REPORT.all().orElseThrow().get(0).integer("learning_rate"))
                .hasMessage("There is no Integer named learning_rate among activation: relu, learning_rate: 0.01");
    }
}
