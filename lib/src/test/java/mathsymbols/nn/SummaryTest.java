package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import mathsymbols.nn.Summary.Kind;
import mathsymbols.nn.Summary.Row;
import mathsymbols.nn.Summary.Window;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class SummaryTest {
    private static final InputType IMAGE = InputType.convolutional(224, 224, 3);

    /** 8 × 8 pixels, 6 × 6 after the convolution, 3 × 3 after the pooling. */
    private static Summary small() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .name("look")
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new BatchNormalization.Builder().name("even").build())
                .layer(new FrozenLayer.Builder()
                        .name("kept")
                        .layer(new DenseLayer.Builder()
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build())
                        .build())
                .layer(new OutputLayer.Builder()
                        .name("answer")
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.8)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build();
        return Summary.of(configuration, InputType.convolutional(8, 8, 3));
    }

    @Test
    void aLayerIsNamedAsItsConfigurationNamesIt() {
        assertThat(small().rows())
                .extracting(Row::name)
                .containsExactly("input", "look", "layer1", "even", "kept", "answer");
    }

    @Test
    void everySizeOnTheWayIsToldFromTheInputOn() {
        assertThat(small().rows())
                .extracting(Row::output)
                .containsExactly(
                        List.of(3L, 8L, 8L),
                        List.of(4L, 6L, 6L),
                        List.of(4L, 3L, 3L),
                        List.of(4L, 3L, 3L),
                        List.of(5L),
                        List.of(2L));
    }

    @Test
    void aLayerSaysWhatItDoes() {
        Row convolution = small().rows().get(1);
        assertThat(convolution.kind()).isEqualTo(Kind.CONVOLUTION);
        assertThat(convolution.activation()).contains("relu");
        assertThat(convolution.window()).contains(new Window("3 × 3", "1 × 1"));
        assertThat(small().rows().get(2).described()).isEqualTo("max pooling");
        assertThat(small().rows().get(3).activation()).isEqualTo(Optional.empty());
        assertThat(small().rows().get(5).dropped().getAsDouble()).isEqualTo(0.2);
        assertThat(small().rows().get(4).dropped()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void whatIsOnlyMeasuredAndWhatIsFrozenIsNotTrainable() {
        assertThat(small().rows()).extracting(Row::parameters).containsExactly(0L, 112L, 0L, 16L, 185L, 12L);
        assertThat(small().rows()).extracting(Row::trainable).containsExactly(0L, 112L, 0L, 8L, 0L, 12L);
    }

    /** Both ways to freeze a layer: the second lets gradients through. */
    @Test
    void aFrozenLayerSaysWhatItsLayerDoes() {
        assertThat(small().rows().get(4))
                .isEqualTo(new Row(
                        "kept",
                        Kind.DENSE,
                        "dense",
                        List.of(5L),
                        185,
                        0,
                        Optional.of("tanh"),
                        Optional.empty(),
                        OptionalDouble.empty()));
        InputType image = InputType.convolutional(8, 8, 3);
        Row row = Summary.of(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(new FrozenLayerWithBackprop(new ConvolutionLayer.Builder(3, 3)
                                        .name("look")
                                        .nOut(4)
                                        .activation(Activation.RELU)
                                        .dropOut(0.75)
                                        .build()))
                                .layer(new OutputLayer.Builder().nOut(2).build())
                                .setInputType(image)
                                .build(),
                        image)
                .rows()
                .get(1);
        assertThat(row.kind()).isEqualTo(Kind.CONVOLUTION);
        assertThat(row.window()).contains(new Window("3 × 3", "1 × 1"));
        assertThat(row.activation()).contains("relu");
        assertThat(row.parameters()).isEqualTo(112);
        assertThat(row.trainable()).isZero();
    }

    @Test
    void anActivationLayerNamesItsFunction() {
        Row row = Summary.of(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(new ActivationLayer(Activation.TANH))
                                .layer(new OutputLayer.Builder().nOut(2).build())
                                .setInputType(InputType.feedForward(3))
                                .build(),
                        InputType.feedForward(3))
                .rows()
                .get(1);
        assertThat(row.activation()).contains("tanh");
    }

    @Test
    void theReportsAlexNetHasItsNumbers() {
        Summary alexNet =
                Summary.of(AlexNet.configuration(AlexNet.Options.ofReport(Activation.RELU, 1e-3, 19, 1001)), IMAGE);
        assertThat(alexNet.parameters()).isEqualTo(21_891_347);
        assertThat(alexNet.trainable()).isEqualTo(21_889_875);
        assertThat(alexNet.rows().stream().map(Row::height).distinct())
                .containsExactly(224L, 54L, 26L, 22L, 10L, 8L, 6L, 4L, 1L);
        assertThat(alexNet.toString()).contains("11 × 11", "96 × 54 × 54", "34,944", "21,891,347");
    }

    @Test
    void aFrozenNetworkHasNothingToTrain() {
        Summary frozen = small().frozen();
        assertThat(frozen.trainable()).isZero();
        assertThat(frozen.table().columnNames()).contains("input dropped", "kernel");
        assertThat(new Summary(small().rows().subList(1, 2)).table().columnNames())
                .contains("activation", "kernel", "stride")
                .doesNotContain("input dropped");
        assertThat(frozen.parameters()).isEqualTo(small().parameters());
    }

    @Test
    void theTableEndsWithTheTotals() {
        var table = small().table();
        int last = table.rowCount() - 1;
        assertThat(table.stringColumn("layer").get(last)).isEqualTo("total");
        assertThat(table.stringColumn("parameters").get(last)).isEqualTo("325");
        assertThat(table.stringColumn("trainable").get(last)).isEqualTo("132");
    }
}
