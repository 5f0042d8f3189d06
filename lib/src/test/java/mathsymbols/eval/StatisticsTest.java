package mathsymbols.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import mathsymbols.eval.MostConfused.Pair;
import mathsymbols.eval.TopLosses.Entry;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void aShareOfNoneOrOfAllHasNoBoundBeyondThem() {
        for (int n = 1; n <= 2000; n++) {
            assertThat(Double.compare(Interval.wilson(0, n).low(), 0)).isNotNegative(); // nor is it −0
            assertThat(Interval.wilson(n, n).high()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theReportsAccuracyIsSureToAPointEitherWay() {
        Interval interval = Interval.wilson(995, 1018);
        assertThat(interval.low()).isEqualTo(0.96632, within(0.00005));
        assertThat(interval.high()).isEqualTo(0.98490, within(0.00005));
        assertThat(interval.contains(994.0 / 1018)).isTrue();
        assertThat(interval.contains(0.8193)).isFalse();
    }

    @Test
    void aShareOfOneOrOfNothingHasAnIntervalTo() {
        assertThat(Interval.wilson(22, 22).low()).isEqualTo(0.8513, within(0.0001));
        assertThat(Interval.wilson(22, 22).high()).isEqualTo(1, within(1e-12));
        assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void theIntervalOfAMeanIsStudents() {
        Interval interval = Interval.ofMean(new double[] {1, 2, 3, 4, 5});
        // t(0.975, 4) = 2.776445; standard error = sqrt(2.5 / 5)
        assertThat(interval.low()).isEqualTo(3 - 2.776445 * Math.sqrt(0.5), within(1e-5));
        assertThat(interval.high()).isEqualTo(3 + 2.776445 * Math.sqrt(0.5), within(1e-5));
    }

    @Test
    void mcNemarsTestIsTheBinomialDistributions() {
        // 2 × (C(10,0) + C(10,1) + C(10,2)) / 2^10
        assertThat(McNemar.of(8, 2).pValue()).isEqualTo(2 * (1 + 10 + 45) / 1024.0, within(1e-12));
        assertThat(McNemar.of(3, 3).pValue()).isEqualTo(1);
        assertThat(McNemar.of(0, 0).pValue()).isEqualTo(1);
        assertThat(McNemar.of(170, 8).pValue()).isLessThan(1e-30);
    }

    @Test
    void mcNemarsTestCountsOnlyWhereTheModelsDiffer() {
        Predictions first = predictions(new int[] {0, 0, 1, 1}, 0.9f, 0.9f, 0.2f, 0.9f);
        Predictions second = predictions(new int[] {0, 0, 1, 1}, 0.9f, 0.2f, 0.2f, 0.2f);
        assertThat(McNemar.compare(first, second)).isEqualTo(new McNemar(1, 1, 1));
        assertThat(McNemar.compare(first, second))
                .hasToString("right: 1 only by the first model, 1 only by the second; p = 1.0 (exact McNemar test)");
        assertThat(McNemar.of(1, 1).between("VGG19", "AlexNet"))
                .isEqualTo("right: 1 only by VGG19, 1 only by AlexNet; p = 1.0 (exact McNemar test)");
        assertThatThrownBy(() -> McNemar.compare(first, first.subset(0, 1)))
                .hasMessageContaining("not evaluated on the same examples");
    }

    @Test
    void aModelThatIsRightAsOftenAsItSaysIsCalibrated() {
        // 0.75 said four times, right three times.
        Predictions honest = predictions(new int[] {0, 0, 0, 1}, 0.75f, 0.75f, 0.75f, 0.75f);
        assertThat(Calibration.of(honest).expectedError()).isZero();
        Predictions boastful = predictions(new int[] {0, 1}, 1, 1);
        assertThat(Calibration.of(boastful).expectedError()).isEqualTo(0.5);
    }

    @Test
    void everyExampleFallsIntoOneBin() {
        float[] first = new float[101];
        IntStream.rangeClosed(0, 100).forEach(i -> first[i] = i / 100f);
        Calibration calibration = Calibration.of(predictions(new int[101], first));
        assertThat(calibration.total()).isEqualTo(101);
        assertThat(calibration.bins())
                .hasSize(15)
                .filteredOn(bin -> bin.count() > 0)
                .allSatisfy(bin -> assertThat(bin.confidence()).isBetween(bin.from() - 1e-6, bin.to() + 1e-6));
    }

    @Test
    void theTopLossesAreTheExamplesLeastRight() {
        TopLosses losses = TopLosses.of(predictions(new int[] {0, 1, 0, 1}, 0.9f, 0.75f, 0.4f, 0.2f), 2);
        assertThat(losses.entries()).extracting(Entry::index).containsExactly(1, 2);
        Entry worst = losses.entries().get(0);
        assertThat(worst.actual()).isEqualTo("b");
        assertThat(worst.predicted()).isEqualTo("a");
        assertThat(worst.probability()).isEqualTo(0.75);
        assertThat(worst.probabilityOfActual()).isEqualTo(0.25);
        assertThat(worst.loss()).isEqualTo(Math.log(4), within(1e-6));
        assertThat(losses.table().rowCount()).isEqualTo(2);
    }

    @Test
    void theReportConfusesFourPairsOfClassesTwice() throws IOException {
        MostConfused confused = MostConfused.of(ClassificationReportTest.matrixOfTheReport(), 5);
        assertThat(confused.pairs())
                .containsExactly(
                        new Pair("1", "7", 2),
                        new Pair("5", "3", 2),
                        new Pair("sub", "eq", 2),
                        new Pair("y", "x", 2),
                        new Pair("0", "y", 1));
        assertThat(confused.table().rowCount()).isEqualTo(5);
    }

    /** Two classes; the probabilities are of the first. */
    private static Predictions predictions(int[] actual, float... first) {
        float[][] probabilities = IntStream.range(0, first.length)
                .mapToObj(i -> new float[] {first[i], 1 - first[i]})
                .toArray(float[][]::new);
        return new Predictions(List.of("a", "b"), actual, probabilities);
    }
}
