package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TransferHeadTest {
    private final MultiLayerNetwork head = TransferHead.build(Vgg19.SHAPE, 19, 1001);

    @AfterEach
    void close() {
        head.close();
    }

    @Test
    void itHasAsManyParametersAsTheReportsHead() {
        assertThat(head.numParams()).isEqualTo(476_691);
    }

    @Test
    void nothingIsDroppedWhenItPredicts() {
        INDArray features = Nd4j.rand(2, Vgg19.FEATURES);
        INDArray once = head.output(features);
        assertThat(head.output(features)).isEqualTo(once);
        assertThat(once.sum(1).toDoubleVector()).containsExactly(new double[] {1, 1}, within(1e-5));
    }
}
