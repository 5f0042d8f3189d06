package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;

import java.lang.ref.WeakReference;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OneDnnPrimitiveTest {
    @Test
    void aRunThatFailsLetsGoOfItsArraysToo() throws InterruptedException {
        assumeThat(OneDnn.obstacle()).isEmpty();
        OneDnnPrimitive withoutSource = primitiveWithoutSource();
        WeakReference<INDArray> bound = new WeakReference<>(runAndFail(withoutSource));
        for (int i = 0; i < 100 && bound.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(bound.get()).isNull();
        assertThat(withoutSource).isNotNull(); // it lives until here
    }

    private static OneDnnPrimitive primitiveWithoutSource() {
        var values = OneDnn.vector(8);
        var description = new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(prop_kind.forward_inference, algorithm.eltwise_relu, values, 0, 0),
                OneDnn.attributes(),
                OneDnn.processor());
        return new OneDnnPrimitive(new eltwise_forward(description), description).argument(DNNL_ARG_DST, values);
    }

    private static INDArray runAndFail(OneDnnPrimitive primitive) {
        INDArray result = Nd4j.zeros(8);
        primitive.bind(DNNL_ARG_DST, result);
        assertThatThrownBy(() -> primitive.run(Nd4j.zeros(1))).isInstanceOf(RuntimeException.class);
        return result;
    }
}
