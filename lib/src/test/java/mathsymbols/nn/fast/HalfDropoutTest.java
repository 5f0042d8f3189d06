package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class HalfDropoutTest {
    private final HalfDropout dropout = new HalfDropout();

    private INDArray applied(INDArray input, long seed) {
        Nd4j.getRandom().setSeed(seed);
        return dropout.applyDropout(input, input.ulike(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    }

    @Test
    void setsHalfOfTheValuesToZeroAndDoublesTheOthers() {
        INDArray input = Nd4j.rand(311, 333).addi(1);
        INDArray output = applied(input, 1);

        INDArray kept = output.gt(0).castTo(DataType.FLOAT);
        assertThat(output).isEqualTo(input.mul(2).mul(kept));
        assertThat(kept.meanNumber().doubleValue()).isCloseTo(0.5, within(0.01)); // six standard deviations
        assertThat(kept.mean(0).minNumber().doubleValue()).isGreaterThan(0.2); // in no column always the same
        assertThat(kept.mean(0).maxNumber().doubleValue()).isLessThan(0.8);
        assertThat(input.minNumber().doubleValue()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void theSeedDecidesAndEveryPassDrawsAnew() {
        INDArray input = Nd4j.ones(7, 50);
        INDArray first = applied(input, 1);
        INDArray second = dropout.applyDropout(input, input.ulike(), 1, 0, LayerWorkspaceMgr.noWorkspaces());

        assertThat(applied(input, 1)).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
        assertThat(applied(input, 2)).isNotEqualTo(first);
    }

    /** The second is computed by the stock dropout. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void theGradientIsDroppedWhereTheValueWas(DataType type) {
        INDArray output = applied(Nd4j.ones(type, 7, 50), 1);
        INDArray columns = Nd4j.ones(type, 50, 7).transpose();

        assertThat(dropout.backprop(columns, columns, 0, 0)).isEqualTo(output);
        assertThat(columns).isEqualTo(output);
    }

    @Test
    void worksInPlaceAndLeavesTheNeighboursAlone() {
        INDArray whole = Nd4j.ones(9, 50);
        INDArray rows = whole.get(NDArrayIndex.interval(3, 6), NDArrayIndex.all());
        dropout.applyDropout(rows, rows, 0, 0, LayerWorkspaceMgr.noWorkspaces());

        assertThat(rows.eq(1).any()).isFalse();
        assertThat(whole.eq(1).castTo(DataType.INT32).sumNumber().intValue()).isEqualTo(6 * 50);
    }

    @Test
    void aViewWithGapsIsTreatedRightToo() {
        INDArray input = Nd4j.ones(40, 50).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 30));
        INDArray output = applied(input, 1);

        assertThat(output.eq(0)
                        .castTo(DataType.INT32)
                        .add(output.eq(2).castTo(DataType.INT32))
                        .minNumber()
                        .intValue())
                .isEqualTo(1);
    }
}
