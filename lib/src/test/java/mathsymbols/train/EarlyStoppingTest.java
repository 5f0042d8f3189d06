package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
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
        assertThat(history(REPORT).best(Monitor.VAL_LOSS))
                .map(History.Epoch::epoch)
                .contains(17);
    }

    /** Worked out by hand from Keras' source: patience, values, epochs run. */
    @ParameterizedTest(name = "patience {0}: {1} runs {2}")
    @CsvSource({
        "1, 5 4 3 2 1,       5",
        "1, 5 4 4 3,         3", // an equal value is no improvement
        "2, 5 4 4 3 3 3 1,   6", // an improvement sets the count back
        "0, 5 6 4,           2", // the first epoch never stops, the second may
        "0, 5 4 6 3,         3",
        "2, NaN NaN 3,       2", // NaN never improves
        "2, 3 NaN 2 NaN NaN, 5",
    })
    void stopsWhereKerasStops(int patience, String values, int epochs) {
        double[] sequence = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();

        assertThat(epochsRun(EarlyStopping.onValLoss(patience), sequence)).isEqualTo(epochs);
    }

    @Test
    void anAccuracyIsWatchedForItsGreatestValue() {
        assertThat(epochsRun(new EarlyStopping(Monitor.VAL_ACCURACY, 2), 1, 2, 2, 3, 3, 2, 4))
                .isEqualTo(6);
    }

    @Test
    void aFitThatBeginsWithALaterEpochWaitsAsManyEpochs() {
        History fromEpochFive = new History(List.of(epoch(5, 2), epoch(6, 3), epoch(7, 3)));

        assertThat(EarlyStopping.onValLoss(2).stopsAfter(fromEpochFive)).isTrue();
        assertThat(EarlyStopping.onValLoss(3).stopsAfter(fromEpochFive)).isFalse();
    }

    @Test
    void aNegativePatienceIsRefused() {
        assertThatThrownBy(() -> EarlyStopping.onValLoss(-1)).hasMessageContaining("0 or more, not -1");
    }

    private static int epochsRun(EarlyStopping rule, double... values) {
        for (int epochs = 1; epochs < values.length; epochs++) {
            if (rule.stopsAfter(history(Arrays.copyOf(values, epochs)))) {
                return epochs;
            }
        }
        return values.length;
    }

    private static History history(double... values) {
        History history = History.empty();
        for (double value : values) {
            int epoch = history.epochs().size() + 1;
            history = history.plus(epoch(epoch, value));
        }
        return history;
    }

    private static History.Epoch epoch(int number, double value) {
        return new History.Epoch(number, 1, 0.5, value, value, 1, 100);
    }
}
