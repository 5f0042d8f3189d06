package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class FastAdamTest {
    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest
    @ValueSource(ints = {1, 2048, 100_003})
    void stepsAsTheStockOneDoes(int weights) {
        Adam adam = new Adam(new StepSchedule(ScheduleType.ITERATION, 1e-2, 0.5, 2));
        AdamUpdater stock = updater(adam, weights);
        AdamUpdater fast = new FastAdam(updater(adam, weights));
        for (int step = 0; step < 5; step++) {
            INDArray gradient = Twins.batches(1, 1, weights).get(0).muli(step);
            INDArray same = gradient.dup();
            stock.applyUpdater(gradient, step, 0);
            fast.applyUpdater(same, step, 0);
            Twins.assertClose(same, gradient, TOLERANCE);
        }
        Twins.assertClose(fast.getM(), stock.getM(), TOLERANCE);
        Twins.assertClose(fast.getV(), stock.getV(), TOLERANCE);
    }

    @Test
    void gradientsThatLieApartAreLeftToTheStockOne() {
        Adam adam = new Adam(1e-3);
        AdamUpdater stock = updater(adam, 50);
        AdamUpdater fast = new FastAdam(updater(adam, 50));
        INDArray apart = Twins.batches(1, 50, 2)
                .get(0)
                .get(NDArrayIndex.all(), NDArrayIndex.point(1))
                .reshape(1, 50);
        INDArray dense = apart.dup('c');
        fast.applyUpdater(apart, 0, 0);
        stock.applyUpdater(dense, 0, 0);
        Twins.assertClose(apart, dense, TOLERANCE);
    }

    @Test
    void takesTheStateThatTheNetworkHasAlready() {
        MultiLayerNetwork network = Twins.stock(new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-2))
                .list(new OutputLayer.Builder().nOut(3).build())
                .setInputType(InputType.feedForward(7))
                .build());
        INDArray inputs = Twins.batches(1, 6, 7).get(0);
        network.fit(inputs, Twins.oneHot(6, 3));
        MultiLayerNetwork stock = network.clone();
        Accelerator.accelerate(network);
        assertThat(((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks())
                .allSatisfy(block -> assertThat(block.getGradientUpdater()).isInstanceOf(FastAdam.class));
        for (int step = 0; step < 3; step++) {
            network.fit(inputs, Twins.oneHot(6, 3));
            stock.fit(inputs, Twins.oneHot(6, 3));
        }
        Twins.assertClose(network.params(), stock.params(), TOLERANCE);
        Twins.assertClose(
                network.getUpdater().getStateViewArray(), stock.getUpdater().getStateViewArray(), TOLERANCE);
    }

    private static AdamUpdater updater(Adam adam, int weights) {
        AdamUpdater updater = new AdamUpdater(adam);
        updater.setStateViewArray(Nd4j.zeros(DataType.FLOAT, 1, 2L * weights), new long[] {1, weights}, 'c', true);
        return updater;
    }
}
