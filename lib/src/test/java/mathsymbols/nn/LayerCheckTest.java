package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class LayerCheckTest {
    @Test
    void theFastLayersAgreeWithTheReferenceInDoublePrecision() {
        Map<String, double[]> reference = LayerCheck.results(DataType.DOUBLE);
        Map<String, double[]> results = LayerCheck.results(DataType.FLOAT);

        assertThat(results).hasSize(21).containsOnlyKeys(reference.keySet());
        results.forEach((name, numbers) -> assertThat(LayerCheck.difference(numbers, reference.get(name)))
                .as(name)
                .isLessThan(1e-5));
    }

    @Test
    void aDifferenceIsToldAndNothingPassesForEqualByMistake() {
        assertThat(LayerCheck.difference(new double[] {1, 4}, new double[] {1, -2}))
                .isEqualTo(3);
        assertThat(LayerCheck.difference(new double[] {1}, new double[] {1, 2})).isNaN();
        assertThat(LayerCheck.difference(new double[] {Double.NaN, 2}, new double[] {1, 2}))
                .isNaN();
    }
}
