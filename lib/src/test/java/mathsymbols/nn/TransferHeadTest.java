package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

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
    void itIsTheReportsSoftmaxOnHalfOfTheFeatures() {
        BaseOutputLayer layer =
                (BaseOutputLayer) head.getLayerWiseConfigurations().getConf(0).getLayer();

        assertThat(head.getnLayers()).isEqualTo(1);
        assertThat(layer.getNIn()).isEqualTo(25_088);
        assertThat(layer.getNOut()).isEqualTo(19);
        assertThat(layer.getActivationFn()).isEqualTo(Activation.SOFTMAX.getActivationFunction());
        assertThat(layer.getLossFn()).isInstanceOf(LossMCXENT.class);
        assertThat(layer.getIUpdater()).isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-7));
        assertThat(layer.getRegularization()).isNullOrEmpty();
        assertThat(layer.getIDropout()).isInstanceOfSatisfying(Dropout.class, dropout -> assertThat(dropout.getP())
                .isEqualTo(0.5));
    }

    @Test
    void itStartsGlorotUniformAsInKerasAndItsBiasAtZero() {
        INDArray weights = head.getLayer(0).getParam("W");
        double limit = Math.sqrt(6.0 / (25_088 + 19));

        assertThat(weights.amaxNumber().doubleValue()).isBetween(0.99 * limit, 1.0001 * limit);
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(limit / Math.sqrt(3), within(0.02 * limit));
        assertThat(head.getLayer(0).getParam("b").amaxNumber().doubleValue()).isZero();
    }

    @Test
    void nothingIsDroppedWhenItPredicts() {
        INDArray features = Nd4j.rand(2, Vgg19.FEATURES);
        INDArray once = head.output(features);
        assertThat(head.output(features)).isEqualTo(once);
        assertThat(once.sum(1).toDoubleVector()).containsExactly(new double[] {1, 1}, within(1e-5));
    }

    @Test
    void itLearnsAsTheStockHeadDoesButForWhatIsDropped() {
        var withoutDropout = TransferHead.configuration(Vgg19.SHAPE, 4, 1);
        withoutDropout.getConf(0).getLayer().setIDropout(null);
        MultiLayerNetwork stock = new MultiLayerNetwork(withoutDropout);
        stock.init();
        MultiLayerNetwork fast = stock.clone();
        INDArray before = stock.params().dup();
        Accelerator.accelerate(fast);
        for (int step = 0; step < 3; step++) {
            INDArray features = Nd4j.rand(4, Vgg19.FEATURES);
            stock.fit(features, Nd4j.eye(4));
            fast.fit(features, Nd4j.eye(4));
            assertThat(fast.score()).isCloseTo(stock.score(), within(1e-5));
        }
        INDArray learnt =
                stock.params().sub(before); // Adam makes a whole step of a gradient that is zero but for rounding
        assertThat(fast.params().distance2(stock.params()))
                .isLessThan(1e-2 * learnt.norm2Number().doubleValue());
    }

    @Test
    void whatIsDroppedFollowsFromTheSeed() {
        MultiLayerNetwork same = head.clone();
        MultiLayerNetwork other = head.clone();
        Accelerator.accelerate(same);
        Accelerator.accelerate(other);
        INDArray features = Nd4j.rand(19, Vgg19.FEATURES);
        for (MultiLayerNetwork network : List.of(head, same, other)) {
            Nd4j.getRandom().setSeed(network == other ? 4 : 3);
            network.fit(features, Nd4j.eye(19));
            network.fit(features, Nd4j.eye(19));
        }
        assertThat(same.params()).isEqualTo(head.params());
        assertThat(other.params()).isNotEqualTo(head.params());
    }
}
