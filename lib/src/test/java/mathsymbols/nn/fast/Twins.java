package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network accelerated, and its stock twin in double precision with the same weights. */
record Twins(MultiLayerNetwork fast, MultiLayerNetwork stock) {
    /** @param configuration of a data type */
    static Twins of(Function<DataType, MultiLayerConfiguration> configuration, DataType fastType) {
        MultiLayerNetwork fast = stock(configuration.apply(fastType));
        MultiLayerNetwork stock = stock(configuration.apply(DataType.DOUBLE));
        if (stock.numParams() > 0) {
            stock.setParams(fast.params().castTo(DataType.DOUBLE));
        }
        Accelerator.accelerate(fast);
        return new Twins(fast, stock);
    }

    static MultiLayerNetwork stock(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** Outputs in both modes, and all gradients, agree. */
    void agree(INDArray input, INDArray labels) {
        agree(input, labels, type() == DataType.DOUBLE ? 1e-11 : 2e-5);
    }

    void agree(INDArray input, INDArray labels, double tolerance) {
        assertClose(fast.output(cast(input)), stock.output(wide(input)), tolerance);
        assertClose(fast.output(cast(input), true), stock.output(wide(input), true), tolerance);
        Map<String, INDArray> expected = gradients(stock, wide(input), wide(labels));
        Map<String, INDArray> actual = gradients(fast, cast(input), cast(labels));
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, gradient) -> assertClose(actual.get(name), gradient, tolerance));
    }

    /** Steps of training lead to the same weights. */
    void learnAlike(List<INDArray> inputs, List<INDArray> labels, double tolerance) {
        for (int step = 0; step < inputs.size(); step++) {
            stock.fit(wide(inputs.get(step)), wide(labels.get(step)));
            fast.fit(cast(inputs.get(step)), cast(labels.get(step)));
            assertThat(Math.abs(fast.score() - stock.score())).isLessThan(tolerance * (1 + Math.abs(stock.score())));
        }
        assertClose(fast.params(), stock.params(), tolerance);
    }

    private DataType type() {
        return fast.getLayerWiseConfigurations().getDataType();
    }

    private INDArray cast(INDArray array) {
        return array.castTo(type()).dup();
    }

    private static INDArray wide(INDArray array) {
        return array.castTo(DataType.DOUBLE).dup();
    }

    /** With respect to every parameter and to the input. */
    static Map<String, INDArray> gradients(MultiLayerNetwork network, INDArray input, INDArray labels) {
        var gradients = network.calculateGradients(input, labels, null, null);
        Map<String, INDArray> all = new LinkedHashMap<>();
        gradients.getFirst().gradientForVariable().forEach((name, gradient) -> all.put(name, gradient.dup()));
        all.put("input", gradients.getSecond());
        return all;
    }

    /** Relative to the largest value. */
    static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        INDArray difference = actual.castTo(DataType.DOUBLE).sub(expected.castTo(DataType.DOUBLE));
        double scale = Math.max(1e-6, expected.amaxNumber().doubleValue());
        assertThat(difference.amaxNumber().doubleValue() / scale).isLessThan(tolerance);
    }

    /** {@code count} batches of values in −0.5 … 0.5. */
    static List<INDArray> batches(int count, long... shape) {
        Nd4j.getRandom().setSeed(5);
        List<INDArray> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(Nd4j.rand(DataType.FLOAT, shape).subi(0.5));
        }
        return batches;
    }

    /** {@code [n, classes]}: row i is of class i modulo classes. */
    static INDArray oneHot(int n, int classes) {
        INDArray labels = Nd4j.zeros(n, classes);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, i % classes, 1);
        }
        return labels;
    }
}
