package mathsymbols.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import mathsymbols.io.InputException;
import mathsymbols.nn.AlexNet;
import mathsymbols.nn.Reader;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.learning.config.Adam;

class NetworkJsonTest {
    /** Deeplearning4j writes it, and has no constructor to read it by. */
    private static final class OfACell extends ActivationReLU {
        private static final long serialVersionUID = 1L;

        OfACell(double leak) {
            super(0.0, 0.0, leak);
        }
    }

    @Test
    void theNetworksOfTheNotebooksTravelAsTheyAre() throws JsonProcessingException {
        MultiLayerConfiguration alexNet =
                AlexNet.configuration(AlexNet.Options.ofReport(Activation.TANH, 1e-3, 19, 1001));
        MultiLayerConfiguration reader = Reader.configuration(19, new Adam(), 1);

        assertThat(NetworkJson.read(NetworkJson.write(alexNet))).isEqualTo(alexNet);
        assertThat(NetworkJson.read(NetworkJson.write(reader))).isEqualTo(reader);
    }

    @Test
    void whatWouldNotArriveIsRefusedBeforeItIsSent() {
        MultiLayerConfiguration own = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(2)
                        .nOut(2)
                        .activation(new OfACell(0.1))
                        .build())
                .build();

        assertThatThrownBy(() -> NetworkJson.write(own))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("The network cannot be sent to a cluster's machines as JSON (")
                .hasMessageEndingWith("): use the library's layers, or search on this machine.");
    }
}
