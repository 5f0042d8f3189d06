package mathsymbols.tune;

import static mathsymbols.tune.Parameter.choice;
import static mathsymbols.tune.Parameter.logUniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpaceTest {
    private static final Parameter<String> OPTIMISER = choice("optimiser", "adam", "sgd");
    private static final Parameter<Integer> UNITS = choice("units", 32, 48, 64);
    private static final Parameter<Double> RATE = logUniform("rate", 1e-5, 1e-1);

    @Test
    void everyCombinationIsListedTheLastParameterChangingFastest() {
        assertThat(HyperbandTest.REPORT.all().orElseThrow())
                .hasSize(8)
                .extracting(Values::toString)
                .startsWith("activation: relu, learning_rate: 0.01", "activation: relu, learning_rate: 0.001")
                .endsWith("activation: tanh, learning_rate: 1.0E-5");
    }

    @Test
    void aValueIsReadByItsParameter() {
        Values values = new Values(Map.of("optimiser", "sgd", "units", 48, "rate", 0.01));

        String optimiser = values.get(OPTIMISER);
        int units = values.get(UNITS);
        double rate = values.get(RATE);
        assertThat(optimiser).isEqualTo("sgd");
        assertThat(units).isEqualTo(48);
        assertThat(rate).isEqualTo(0.01);
    }

    @Test
    void aValueThatIsMissingOrOfAnotherClassIsRefusedWithASentence() {
        Values values = new Values(Map.of("units", "many"));

        assertThatThrownBy(() -> values.get(UNITS)).hasMessage("There is no Integer named units among units: many.");
        assertThatThrownBy(() -> values.get(RATE)).hasMessage("There is no Double named rate among units: many.");
    }

    @Test
    void drawingCoversTheSpaceAndNothingElse() {
        Space space = Space.of(OPTIMISER, UNITS);
        SplittableRandom random = new SplittableRandom(1);

        assertThat(Stream.generate(() -> space.draw(random)).limit(500).distinct())
                .containsExactlyInAnyOrderElementsOf(space.all().orElseThrow());
    }

    @Test
    void aLogarithmicRangeDrawsEveryMagnitudeAlike() {
        Space space = Space.of(RATE);
        SplittableRandom random = new SplittableRandom(1);
        List<Double> rates =
                Stream.generate(() -> space.draw(random).get(RATE)).limit(4_000).toList();

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
        Space two = Space.of(choice("a", false, true));
        Set<Values> tried = Set.of(new Values(Map.of("a", true)), new Values(Map.of("a", false)));

        assertThat(two.drawUntried(tried, new SplittableRandom(1))).isEmpty();
        assertThat(two.drawUntriedToTheLast(tried, new SplittableRandom(1))).isEmpty();
    }

    @Test
    void theLastCombinationOfManyIsFound() {
        Space thousand =
                Space.of(choice("a", IntStream.rangeClosed(1, 1_000).boxed().toArray(Integer[]::new)));
        Set<Values> tried = new HashSet<>(thousand.all().orElseThrow());
        Values left = new Values(Map.of("a", 617));
        tried.remove(left);

        assertThat(thousand.drawUntriedToTheLast(tried, new SplittableRandom(1)))
                .contains(left);
    }

    @Test
    void whatCannotBeASpaceIsRefusedWithASentence() {
        assertThatThrownBy(() -> Space.of(OPTIMISER, choice("optimiser", 1)))
                .hasMessage("The space names optimiser twice.");
        assertThatThrownBy(() -> choice("a", 1, 1)).hasMessageContaining("options that differ");
        assertThatThrownBy(() -> choice("a", 1L)).hasMessageContaining("not [1]");
        assertThatThrownBy(() -> choice("a", 1, 0.5)).hasMessageContaining("not [1, 0.5]");
        assertThatThrownBy(() -> logUniform("a", 0, 1)).hasMessageContaining("two positive numbers");
    }
}
