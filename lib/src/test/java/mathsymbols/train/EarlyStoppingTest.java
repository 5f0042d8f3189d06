package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import mathsymbols.train.EarlyStopping.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyStoppingTest {
    /** The val_loss column of the report's 22 epochs of AlexNet. */
    private static final double[] REPORT = {
        8.1105, 7.2094, 1.8565, 0.9086, 8.5853, 0.8349, 0.5712, 2.3743, 2.6753, 2.0849, 5.5128, 0.3472, 3.0044, 0.8630,
        1.2826, 0.5304, 0.2471, 2.7071, 3.3844, 1.9118, 4.8346, 2.1728
    };

    @Test
    void theReportsFitStopsAfterEpoch22WithEpoch17AsItsBest() {
        assertThat(epochsRun(EarlyStopping.onValLoss(5), REPORT)).isEqualTo(22);
        assertThat(EarlyStopping.onValLoss(5).judge(history(REPORT))).isEqualTo(new Verdict(17, 5, true));
    }

    /** Worked out by hand from Keras' source. A dot-less letter list reads: rule, values, epochs run, best epoch. */
    @ParameterizedTest(name = "patience {0}, delta {1}, after {2}: {3} runs {4}, best {5}")
    @CsvSource({
        "1, 0,   0, 5 4 3 2 1,       5, 5",
        "1, 0,   0, 5 4 4 3,         3, 2", // an equal value is no improvement
        "2, 0,   0, 5 4 4 3 3 3 1,   6, 4", // an improvement sets the count back
        "0, 0,   0, 5 6 4,           2, 1", // the first epoch never stops, the second may
        "0, 0,   0, 5 4 6 3,         3, 2",
        "1, 0.5, 0, 5 4.6 4.4 4.3,   2, 1", // 0.4 is less than the delta
        "2, 0.5, 0, 5 4.6 4.4 4.3,   4, 3", // the delta counts from the best, not from the epoch before
        "1, 0.5, 0, 5 4.5 3,         2, 1", // exactly the delta is not enough
        "1, 0,   3, 1 9 9 5 6 4,     5, 4", // epochs before the start are neither best nor waited for
        "2, 0,   0, NaN NaN 3,       2, 0", // NaN never improves
        "2, 0,   0, 3 NaN 2 NaN NaN, 5, 3",
    })
    void stopsWhereKerasStops(int patience, double delta, int after, String values, int epochs, int best) {
        double[] sequence = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        EarlyStopping rule =
                EarlyStopping.onValLoss(patience).withMinDelta(delta).startingAfter(after);

        assertThat(epochsRun(rule, sequence)).isEqualTo(epochs);
        assertThat(rule.judge(history(Arrays.copyOf(sequence, epochs))).bestEpoch())
                .isEqualTo(best);
    }

    @Test
    void anAccuracyIsWatchedForItsGreatestValue() {
        EarlyStopping rule = EarlyStopping.on(Monitor.VAL_ACCURACY, 2);

        assertThat(epochsRun(rule, 1, 2, 2, 3, 3, 2, 4)).isEqualTo(6);
        assertThat(rule.judge(history(1, 2, 2, 3, 3, 2)).bestEpoch()).isEqualTo(4);
    }

    @Test
    void theModeCanBeTurnedRound() {
        EarlyStopping rising = new EarlyStopping(Monitor.VAL_LOSS, Monitor.Mode.MAX, 1, 0.5, false, 0);

        assertThat(epochsRun(rising, 1, 2, 2.4, 9)).isEqualTo(3);
    }

    @Test
    void aNegativePatienceIsRefused() {
        assertThatThrownBy(() -> EarlyStopping.onValLoss(-1)).hasMessageContaining("0 or more, not -1");
    }

    private static int epochsRun(EarlyStopping rule, double... values) {
        for (int epochs = 1; epochs < values.length; epochs++) {
            if (rule.judge(history(Arrays.copyOf(values, epochs))).stop()) {
                return epochs;
            }
        }
        return values.length;
    }

    private static History history(double... values) {
        History history = History.empty();
        for (double value : values) {
            int epoch = history.epochs().size() + 1;
            history = history.plus(new History.Epoch(epoch, 1, 0.5, value, value, 1, 100));
        }
        return history;
    }
}
