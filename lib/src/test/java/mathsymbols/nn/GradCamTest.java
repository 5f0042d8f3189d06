package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GradCamTest {
    private static final int CHANNELS = 512;

    private final MultiLayerNetwork head = TransferHead.build(Vgg19.SHAPE, 3, 1);
    private final INDArray features = Nd4j.rand(1, Vgg19.FEATURES);

    @AfterEach
    void close() {
        head.close();
    }

    @Test
    void aPlaceBlankedOutLowersTheLogitByItsHeat() {
        float[][] first = heat(0);
        float[][] second = heat(1);
        for (int place : new int[] {0, 6, 7, 25, 48}) {
            INDArray blanked = features.dup();
            blanked.get(NDArrayIndex.all(), NDArrayIndex.interval(place * CHANNELS, (place + 1) * CHANNELS))
                    .assign(0);
            // The softmax hides the logits but for their differences.
            double fall = logitOfTheFirstAboveTheSecond(features) - logitOfTheFirstAboveTheSecond(blanked);
            double heat = first[place / 7][place % 7] - second[place / 7][place % 7];
            assertThat(heat).isEqualTo(fall, within(1e-5));
        }
    }

    @Test
    void theHeatAddsUpToTheLogitWithoutItsBias() {
        head.getLayer(0).getParam("b").assign(Nd4j.create(new double[][] {{0.5, 0.2, 0}}));
        double sum = sum(heat(0)) - sum(heat(1));
        assertThat(sum).isEqualTo(logitOfTheFirstAboveTheSecond(features) - 0.3, within(1e-4));
    }

    private float[][] heat(int label) {
        return GradCam.heat(head, features.toFloatVector(), Vgg19.SHAPE, label);
    }

    private double logitOfTheFirstAboveTheSecond(INDArray of) {
        INDArray probabilities = head.output(of);
        return Math.log(probabilities.getDouble(0, 0) / probabilities.getDouble(0, 1));
    }

    private static double sum(float[][] heat) {
        double sum = 0;
        for (float[] row : heat) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum;
    }
}
