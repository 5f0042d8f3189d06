package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class BitDropoutTest {
    private static final Dropout HALF = new Dropout(0.5);

    private final BitDropout dropout = new BitDropout();

    private INDArray applied(INDArray input, long seed) {
        Nd4j.getRandom().setSeed(seed);
        return next(input);
    }

    private INDArray next(INDArray input) {
        INDArray output = dropout.forward(HALF, input, false, LayerWorkspaceMgr.noWorkspaces());
        assertThat(dropout.isApplied()).isTrue();
        return output;
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

        assertThat(next(input)).isNotEqualTo(first);
        assertThat(applied(input, 1)).isEqualTo(first);
        assertThat(applied(input, 2)).isNotEqualTo(first);
    }

    @Test
    void theGradientIsDroppedWhereTheValueWas() {
        INDArray output = applied(Nd4j.ones(7, 50), 1);
        INDArray columns = Nd4j.ones(50, 7).transpose();

        assertThat(dropout.backward(Nd4j.ones(7, 50))).isEqualTo(output);
        assertThat(dropout.backward(columns)).isEqualTo(output);
        assertThat(columns).isEqualTo(output);
    }

    @Test
    void worksInPlaceAndLeavesTheNeighboursAlone() {
        INDArray whole = Nd4j.ones(9, 50);
        INDArray rows = whole.get(NDArrayIndex.interval(3, 6), NDArrayIndex.all());
        assertThat(dropout.forward(HALF, rows, true, LayerWorkspaceMgr.noWorkspaces()))
                .isSameAs(rows);

        assertThat(rows.eq(1).any()).isFalse();
        assertThat(whole.eq(1).castTo(DataType.INT32).sumNumber().intValue()).isEqualTo(6 * 50);
    }

    @Test
    void allElseIsLeftToDeeplearning4j() {
        INDArray input = Nd4j.ones(40, 50);
        var memory = LayerWorkspaceMgr.noWorkspaces();

        assertThat(dropout.forward(null, input, false, memory)).isSameAs(input);
        assertThat(dropout.forward(new Dropout(0.6), input, false, memory)).isSameAs(input);
        assertThat(dropout.forward(new AlphaDropout(0.5), input, false, memory)).isSameAs(input);
        for (INDArray unsuitable : List.of(input.transpose(), input.castTo(DataType.DOUBLE))) {
            assertThat(dropout.forward(HALF, unsuitable, false, memory)).isSameAs(unsuitable);
        }
        assertThat(dropout.isApplied()).isFalse();
    }

    @Test
    void whatWasDroppedBeforeIsForgotten() {
        next(Nd4j.ones(40, 50));
        dropout.forward(new Dropout(0.6), Nd4j.ones(40, 50), false, LayerWorkspaceMgr.noWorkspaces());
        assertThat(dropout.isApplied()).isFalse();
        next(Nd4j.ones(40, 50));
        dropout.clear();
        assertThat(dropout.isApplied()).isFalse();
    }
}
