package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;

import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class ReaderTest {
    private static final InputType GLYPH = InputType.convolutional(48, 48, 1);

    @Test
    void itHasSoManyWeightsAndSoMuchToCompute() {
        Summary summary = Summary.of(Reader.configuration(19, new Adam(1e-3), 1), GLYPH);

        assertThat(summary.trainable()).isEqualTo(113_891);
        long products = 9L
                        * (48 * 48 * (1 * 16 + 16 * 16)
                                + 24 * 24 * (16 * 32 + 32 * 32)
                                + 12 * 12 * (32 * 64 + 64 * 64)
                                + 6 * 6 * 64 * 64)
                + 257 * 19; // of the last layer, with its biases
        assertThat(summary.products()).isEqualTo(products);
    }

    @Test
    void acceleratedItSaysTheSame() {
        MultiLayerNetwork stock = new MultiLayerNetwork(Reader.configuration(19, new Adam(1e-3), 1));
        stock.init();
        MultiLayerNetwork fast = stock.clone();
        Accelerator.accelerate(fast);
        Nd4j.getRandom().setSeed(3);
        INDArray glyphs = Nd4j.rand(4, 1, 48, 48);

        assertThat(fast.output(glyphs).distance1(stock.output(glyphs))).isLessThan(1e-3);
    }
}
