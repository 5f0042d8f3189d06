package mathsymbols.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mathsymbols.data.Distortion;
import mathsymbols.io.Progress;
import org.junit.jupiter.api.Test;

class RobustnessTest {
    private static final Predictions RIGHT = new Predictions(List.of("a", "b"), new int[] {0}, new float[][] {{1, 0}});
    private static final Predictions WRONG = new Predictions(List.of("a", "b"), new int[] {1}, new float[][] {{1, 0}});

    @Test
    void everyModelIsAskedAboutEveryAmountAndAboutWhatIsNotSpoiltOnce() {
        List<String> asked = new ArrayList<>();
        List<Robustness> curves = Robustness.of(
                List.of(Distortion.BLUR, Distortion.SHIFT),
                2,
                null,
                Map.of("model", spoilt -> {
                    asked.add(spoilt.kind().name() + " " + spoilt.amount());
                    return spoilt.amount() < 10 ? RIGHT : WRONG;
                }),
                Progress.NONE);

        assertThat(asked).containsExactly("BLUR 0.0", "BLUR 6.0", "BLUR 12.0", "SHIFT 20.0", "SHIFT 40.0");
        assertThat(curves).extracting(Robustness::kind).containsExactly(Distortion.BLUR, Distortion.SHIFT);
        assertThat(curves.get(0).amounts()).containsExactly(0, 6, 12);
        assertThat(curves.get(0).accuracies().get("model")).containsExactly(1, 1, 0);
        assertThat(curves.get(1).accuracies().get("model")).containsExactly(1, 0, 0);
    }
}
