package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import mathsymbols.predict.Rejection.Score;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RejectionTest {
    private static final float[] LOGITS = {1, 3, 2};

    @Test
    void theScoresAreThoseOfThePapers() {
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
        assertThat(Score.LOGIT.of(LOGITS)).isEqualTo(3);
        assertThat(Score.ENERGY.of(LOGITS)).isCloseTo(Math.log(sum), within(1e-9));
        assertThat(Score.PROBABILITY.of(LOGITS)).isCloseTo(Math.exp(3) / sum, within(1e-9));
        assertThat(Score.ENERGY.of(new float[] {1000, 1000})).isCloseTo(1000 + Math.log(2), within(1e-9));
    }

    @Test
    void theRuleKeepsTheShareOfTheValidationSetThatItShall() {
        float[][] symbols =
                IntStream.range(0, 200).mapToObj(i -> new float[] {i, 0}).toArray(float[][]::new);
        RejectionTrial trial = new RejectionTrial(symbols, Map.of("scribbles", new float[][] {{0, 0}, {100, 0}}));

        Rejection rule = trial.rule(Score.LOGIT, 0.99);

        assertThat(rule.threshold()).isEqualTo(2);
        Table table = trial.table(0.99);
        assertThat(table.stringColumn("images").asList()).containsExactly("symbols (validation)", "scribbles");
        assertThat(table.doubleColumn("LOGIT").asDoubleArray()).containsExactly(1, 50);
    }
}
