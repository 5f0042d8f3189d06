package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ChannelsLastTest {
    private final ChannelsLast channelsLast = new ChannelsLast();

    @BeforeEach
    void needsOneDnn() {
        assumeThat(OneDnn.obstacle()).isEmpty();
    }

    @Test
    void imagesKeepTheirValuesWhateverCameBefore() {
        INDArray images = Nd4j.rand(4, 3, 7, 5);
        INDArray everyOtherRow =
                Nd4j.rand(4, 3, 14, 5).get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 2, 14));
        INDArray fewer = Nd4j.rand(2, 3, 7, 5);
        for (INDArray next : List.of(images, Nd4j.rand(4, 3, 7, 5), everyOtherRow, fewer, images)) {
            INDArray converted = convert(next);
            assertThat(converted).isEqualTo(next);
            assertThat(ChannelsLast.isChannelsLast(converted)).isTrue();
        }
    }

    @Test
    void imagesThatLieSoAlreadyAreNotCopied() {
        INDArray images = convert(Nd4j.rand(4, 3, 7, 5));
        assertThat(convert(images)).isSameAs(images);
    }

    private INDArray convert(INDArray images) {
        return channelsLast.of(images, LayerWorkspaceMgr.noWorkspacesImmutable(), ArrayType.INPUT);
    }
}
