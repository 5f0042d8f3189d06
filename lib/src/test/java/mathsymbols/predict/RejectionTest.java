package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RejectionTest {
    private static final float[] LOGITS = {1, 3, 2};

    @Test
    void theScoresAreThoseOfThePapers() {
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
        assertThat(Confidence.LOGIT.of(LOGITS)).isEqualTo(3);
        assertThat(Confidence.ENERGY.of(LOGITS)).isCloseTo(Math.log(sum), within(1e-9));
        assertThat(Confidence.PROBABILITY.of(LOGITS)).isCloseTo(Math.exp(3) / sum, within(1e-9));
        assertThat(Confidence.ENERGY.of(new float[] {1000, 1000})).isCloseTo(1000 + Math.log(2), within(1e-9));
    }

    @Test
    void theRuleKeepsTheShareOfTheValidationSetThatItShall() {
        float[][] symbols =
                IntStream.range(0, 200).mapToObj(i -> new float[] {i, 0}).toArray(float[][]::new);
        RejectionTrial trial = new RejectionTrial(
                List.of(Confidence.LOGIT), symbols, Map.of("scribbles", new float[][] {{0, 0}, {100, 0}}));

        Rejection rule = trial.rule(0.99);

        assertThat(rule.threshold()).isEqualTo(2);
        Table table = trial.table(0.99);
        assertThat(table.stringColumn("images").asList()).containsExactly("symbols (validation)", "scribbles");
        assertThat(table.doubleColumn("greatest logit (used), %").asDoubleArray())
                .containsExactly(1, 50);
    }

    @Test
    void theDistanceCountsInStandardDeviationsAlongEachDirection() {
        // Covariance {{4, 2}, {2, 5}} has the Cholesky factor {{2, 0}, {1, 2}} with the inverse {{0.5, 0}, {-0.25,
        // 0.5}}.
        Cluster cluster = new Cluster(new float[] {1, -1}, new float[][] {{0.5f}, {-0.25f, 0.5f}});

        assertThat(cluster.distance(new float[] {1, -1})).isZero();
        // (x − μ)ᵀ Σ⁻¹ (x − μ) with x − μ = (2, 3) and Σ⁻¹ = {{5, −2}, {−2, 4}} / 16
        assertThat(cluster.distance(new float[] {3, 2})).isCloseTo((20 - 24 + 36) / 16.0, within(1e-9));
    }

    @Test
    void clustersAreFoundAsTheyWereDrawn() {
        Random random = new Random(3);
        int[] labels = new int[4000];
        float[][] logits = new float[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
            double first = random.nextGaussian();
            double second = random.nextGaussian();
            logits[i] = labels[i] == 0
                    ? new float[] {(float) (5 + 2 * first), (float) (first + 2 * second)}
                    : new float[] {(float) (-5 + 2 * first), (float) (first + 2 * second)};
        }
        float[][] papers = {{0, 9}, {0, 9}};

        Clusters clusters = ClusterFit.of(logits, labels, papers);

        assertThat(clusters.isSound(2)).isTrue();
        Cluster first = clusters.classes().get(0);
        assertThat(first.mean()).containsExactly(new float[] {5, 0}, within(0.2f));
        assertThat(first.whitening()[0]).containsExactly(new float[] {0.5f}, within(0.02f));
        assertThat(first.whitening()[1]).containsExactly(new float[] {-0.25f, 0.5f}, within(0.02f));
        assertThat(clusters.of(new float[] {-5, 0})).isCloseTo(0, within(0.01));
        assertThat(clusters.of(new float[] {9, 2})).isCloseTo(-4, within(0.5));
        assertThat(clusters.of(new float[] {0, 9})).isEqualTo(Clusters.OF_PAPER);
    }

    @Test
    void aRuleThatMustKeepSymbolsNearerToPaperRejectsNothing() {
        float[][] logits = {{5, 0}, {5.1f, 0}, {0, 5}, {0, 5.1f}};
        float[][] papers = {{-5, -5}, {-5.1f, -5}};
        Clusters clusters = ClusterFit.of(logits, new int[] {0, 0, 1, 1}, papers);
        RejectionTrial trial =
                new RejectionTrial(List.of(clusters), new float[][] {{5, 0}, {-5, -5}}, Map.of("papers", papers));

        assertThat(trial.rule(1).threshold()).isEqualTo(Clusters.OF_PAPER);
        assertThat(trial.table(1).doubleColumn("clusters (used), %").asDoubleArray())
                .containsExactly(0, 0);
        assertThat(trial.table(0.5).doubleColumn("clusters (used), %").asDoubleArray())
                .containsExactly(50, 100);
    }

    @Test
    void oneImageOfAClassOrNoneIsEnough() {
        float[][] logits = {{5, 0, 0}, {0, 5, 0}};

        Clusters clusters = ClusterFit.of(logits, new int[] {0, 1}, logits);

        assertThat(clusters.isSound(3)).isTrue();
        assertThat(clusters.classes()).hasSize(2);
    }
}
