package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Exchanging the layers of a live network. */
class AcceleratorTest {
    private static final long[] IMAGES = {5, 3, 19, 17};
    private static final INDArray LABELS = Twins.oneHot(5, 4);

    private final List<INDArray> batches = Twins.batches(6, IMAGES);
    private final MultiLayerNetwork stock = Twins.stock(configuration());
    private final MultiLayerNetwork fast = Twins.stock(configuration());

    /** A reader's own network: other shapes, a named layer, several updaters, clipped gradients, flat images. */
    private static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(1e-3))
                .l2(1e-3)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.1)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 2)
                        .name("edges")
                        .nOut(7)
                        .activation(Activation.RELU)
                        .build())
                .layer(new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {2, 3}, new int[] {2, 2}).build())
                .layer(new BatchNormalization())
                .layer(new DenseLayer.Builder()
                        .nOut(9)
                        .activation(Activation.TANH)
                        .updater(new Adam(1e-2))
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(IMAGES[2], IMAGES[3], IMAGES[1]))
                .build();
    }

    @BeforeEach
    void sameWeights() {
        fast.setParams(stock.params());
    }

    private void fit(MultiLayerNetwork network, int from, int to) {
        batches.subList(from, to).forEach(batch -> network.fit(batch.dup(), LABELS));
    }

    /** Parameters, the optimiser's state and the score. */
    private static void assertSameState(MultiLayerNetwork actual, MultiLayerNetwork expected) {
        Twins.assertClose(actual.params(), expected.params(), 1e-4);
        Twins.assertClose(
                actual.getUpdater().getStateViewArray(), expected.getUpdater().getStateViewArray(), 1e-4);
        assertThat(actual.score()).isCloseTo(expected.score(), within(1e-5));
    }

    @Test
    void aNetworkMadeFastBeforeItsFirstFitLearnsAsTheStockOne() {
        Accelerator.accelerate(fast);
        fit(stock, 0, 6);
        fit(fast, 0, 6);
        assertSameState(fast, stock);
    }

    @Test
    void aNetworkMadeFastInMidTrainingGoesOnAsTheStockOne() {
        fit(stock, 0, 6);
        fit(fast, 0, 3);
        Accelerator.accelerate(fast);
        fit(fast, 3, 6);
        assertSameState(fast, stock);
    }

    @Test
    void theNetworkKnowsTheNewLayersByNumberAndByName() {
        fast.setListeners(new CollectScoresIterationListener());
        Accelerator.accelerate(fast);
        for (int i = 0; i < fast.getnLayers(); i++) {
            Layer layer = fast.getLayer(i);
            assertThat(layer).isInstanceOf(FastLayer.class);
            assertThat(fast.getLayer(layer.conf().getLayer().getLayerName())).isSameAs(layer);
            assertThat(layer.getIndex()).isEqualTo(i);
            assertThat(((AbstractLayer<?>) layer).getTrainingListeners()).hasSize(1);
            assertThat(layer.numParams()).isEqualTo(stock.getLayer(i).numParams());
        }
        assertThat(fast.getLayerNames()).isEqualTo(stock.getLayerNames());
        assertThat(fast.getOutputLayer()).isSameAs(fast.getLayer(4));
        assertThat(fast.summary()).contains("edges (FastConvolutionLayer)");
    }

    @Test
    void parametersAreTheNetworksOwnAndNotCopies() {
        Accelerator.accelerate(fast);
        fast.setParameters(stock.params().mul(0.5));
        Twins.assertClose(
                fast.getLayer(0).getParam("W"), stock.getLayer(0).getParam("W").mul(0.5), 1e-7);
        fast.getLayer(3).getParam("b").assign(3);
        assertThat(fast.getParam("3_b").meanNumber().doubleValue()).isEqualTo(3);
        fast.setParam("0_W", stock.getParam("0_W"));
        assertThat(fast.paramTable().get("0_W")).isEqualTo(stock.paramTable().get("0_W"));
    }

    @Test
    void aSecondCallChangesNothingAndNamesNoEngineThatDoesNotCompute() {
        Acceleration first = Accelerator.accelerate(fast);
        Layer[] layers = fast.getLayers().clone();
        Acceleration second =
                Accelerator.accelerate(fast, EngineChoice.choose(DataType.FLOAT, false, Optional.empty()));

        assertThat(fast.getLayers()).containsExactly(layers);
        assertThat(first.already()).isEmpty();
        assertThat(second.replaced()).isEmpty();
        assertThat(second.already()).isEqualTo(first.replaced()).isNotEmpty();
        assertThat(second.left()).isEqualTo(first.left());
        assertThat(second.toString())
                .startsWith("Fast already: " + first.replaced().size() + " of 5 layers: 1 × ConvolutionLayer, ")
                .doesNotContain("Engine");
    }

    @Test
    void whatASecondCallMakesFastIsToldApartFromWhatWasSoBefore() {
        assumeThat(OneDnn.obstacle()).isEmpty();
        Accelerator.accelerate(fast, EngineChoice.choose(DataType.FLOAT, false, Optional.empty()));
        assertThat(Accelerator.accelerate(fast).toString().lines())
                .anyMatch(line -> line.startsWith("Engine: oneDNN"))
                .contains(
                        "Fast: 4 of 5 layers: 1 × SubsamplingLayer, 1 × BatchNormalization, 1 × DenseLayer, 1 × OutputLayer",
                        "Fast already: 1 of 5 layers: 1 × ConvolutionLayer");
        fit(fast, 0, 3);
        fit(stock, 0, 3);
        assertSameState(fast, stock);
    }

    @Test
    void savedItIsAStockNetworkThatCanBeMadeFastAgain(@TempDir Path folder) throws Exception {
        Accelerator.accelerate(fast);
        fit(fast, 0, 3);
        ModelSerializer.writeModel(fast, folder.resolve("network.zip").toFile(), true);
        MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(
                folder.resolve("network.zip").toFile(), true);

        assertThat(fast.getLayerWiseConfigurations().toJson()).doesNotContain("mathsymbols");
        assertThat(read.getLayers()).noneMatch(FastLayer.class::isInstance);
        assertThat(read.params()).isEqualTo(fast.params());
        Accelerator.accelerate(read);
        fit(read, 3, 6);
        fit(fast, 3, 6);
        assertThat(read.params()).isEqualTo(fast.params());
        assertThat(read.getUpdater().getStateViewArray())
                .isEqualTo(fast.getUpdater().getStateViewArray());
    }

    @Test
    void aCloneIsAStockNetworkThatCanBeMadeFastAgain() {
        Accelerator.accelerate(fast);
        fit(fast, 0, 2);
        MultiLayerNetwork copy = fast.clone();
        assertThat(copy.getLayers()).noneMatch(FastLayer.class::isInstance);
        Accelerator.accelerate(copy);
        fit(copy, 2, 4);
        fit(fast, 2, 4);
        assertThat(copy.params()).isEqualTo(fast.params());
    }

    @Test
    void clearingTheNetworkDoesNotHarmIt() {
        Accelerator.accelerate(fast);
        INDArray before = fast.output(batches.get(0));
        fast.clearLayersStates();
        assertThat(fast.output(batches.get(0))).isEqualTo(before);
        fit(fast, 0, 1);
        fit(stock, 0, 1);
        assertSameState(fast, stock);
    }

    @Test
    void everyLayersActivationsAreThoseOfTheStockNetwork() {
        Accelerator.accelerate(fast);
        List<INDArray> expected = stock.feedForward(batches.get(0));
        List<INDArray> actual = fast.feedForward(batches.get(0));
        for (int i = 0; i < expected.size(); i++) {
            Twins.assertClose(actual.get(i), expected.get(i), 1e-4);
        }
        assertThat(fast.score(new DataSet(batches.get(0), LABELS)))
                .isCloseTo(stock.score(new DataSet(batches.get(0), LABELS)), within(1e-5));
    }

    @Test
    void aNetworkThatOneThreadTrainedAnotherMayUse() throws Exception {
        Accelerator.accelerate(fast);
        fit(fast, 0, 3);
        Thread other = new Thread(() -> fit(fast, 3, 6));
        other.start();
        other.join();
        fit(stock, 0, 6);
        assertSameState(fast, stock);
    }

    @Test
    void twoNetworksLearnInTwoThreadsAtOnce() throws Exception {
        Accelerator.accelerate(fast);
        MultiLayerNetwork second = fast.clone();
        var threads = Executors.newFixedThreadPool(2);
        try {
            var one = threads.submit(() -> fit(fast, 0, 6));
            var two = threads.submit(() -> {
                Accelerator.accelerate(second);
                fit(second, 0, 6);
            });
            one.get();
            two.get();
        } finally {
            threads.shutdown();
        }
        assertThat(second.params()).isEqualTo(fast.params());
    }

    @Test
    void frozenLayersComputeFastAndStayAsTheyAreWhileTheRestLearns() {
        MultiLayerNetwork tuned = new TransferLearning.Builder(stock)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Adam(1e-2))
                        .build())
                .setFeatureExtractor(1)
                .build();
        MultiLayerNetwork twin = tuned.clone();
        Acceleration acceleration = Accelerator.accelerate(tuned);
        INDArray before = tuned.getLayer(0).params().dup();
        fit(tuned, 0, 3);
        fit(twin, 0, 3);

        assertThat(acceleration.left()).isEmpty();
        assertThat(((org.deeplearning4j.nn.layers.FrozenLayer) tuned.getLayer(0)).getInsideLayer())
                .isInstanceOf(FastLayer.class);
        assertThat(tuned.getLayer(0).params()).isEqualTo(before);
        Twins.assertClose(tuned.params(), twin.params(), 1e-4);
    }

    @Test
    void whatCannotBeFastIsLeftAndSaid() {
        MultiLayerNetwork mixed = Twins.stock(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new SeparableConvolution2D.Builder(3, 3).nOut(4).build())
                .layer(new SubsamplingLayer.Builder(PoolingType.AVG, new int[] {2, 2}).build())
                .layer(new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {2, 2})
                        .dilation(2, 2)
                        .build())
                .layer(new BatchNormalization.Builder().lockGammaBeta(true).build())
                .layer(new GlobalPoolingLayer())
                .layer(new DenseLayer.Builder().nOut(4).hasLayerNorm(true).build())
                .layer(new DropoutLayer(0.5))
                .layer(new ActivationLayer(Activation.TANH))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT).nOut(4).build())
                .setInputType(InputType.convolutional(19, 17, 3))
                .build());
        Acceleration acceleration = Accelerator.accelerate(mixed);

        assertThat(acceleration.replaced()).extracting(Acceleration.Fast::layer).containsExactly("layer0", "layer9");
        assertThat(acceleration.left())
                .extracting(Acceleration.Left::layer, Acceleration.Left::why)
                .contains(
                        tuple("layer2", "it pools other than maxima (AVG)"),
                        tuple("layer3", "its window is dilated"),
                        tuple("layer4", "gamma and beta are locked"),
                        tuple("layer6", "it has layer normalisation"),
                        tuple("layer7", "there is no fast layer of this kind"),
                        tuple("layer8", "the engine does not compute it faster"));
        assertThat(acceleration.toString().lines())
                .contains("Fast: 2 of 10 layers: 1 × ConvolutionLayer, 1 × OutputLayer")
                .contains("Stock: layer2, SubsamplingLayer: it pools other than maxima (AVG)");
        mixed.fit(batches.get(0), LABELS);
    }

    @Test
    void aNetworkThatIsNotInitialisedIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> Accelerator.accelerate(new MultiLayerNetwork(configuration())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call init() before");
    }

    @Test
    void theEngineIsChosenForTheMachineWithItsReason() {
        assertThat(EngineChoice.choose(DataType.FLOAT, false, Optional.empty()).reason())
                .contains("graphics card");
        assertThat(EngineChoice.choose(DataType.DOUBLE, true, Optional.empty()).reason())
                .contains("in FLOAT, this network in DOUBLE");
        EngineChoice noLibrary =
                EngineChoice.choose(DataType.FLOAT, true, Optional.of("oneDNN has no library for X on Y"));
        assertThat(noLibrary.reason()).contains("no library for X on Y");
        assertThat(Accelerator.accelerate(fast, noLibrary).toString().lines())
                .contains("Engine: ND4J's own operations (oneDNN has no library for X on Y)")
                .contains("Fast: 1 of 5 layers: 1 × ConvolutionLayer");
        fit(fast, 0, 3);
        fit(stock, 0, 3);
        assertSameState(fast, stock);
    }

    @Test
    void theEngineTellsLibraryVersionAndInstructions() {
        assumeThat(OneDnn.obstacle()).isEmpty();
        assertThat(Accelerator.accelerate(fast).engine()).matches("oneDNN \\d+\\.\\d+\\.\\d+, [A-Z0-9 ]+");
    }

    @Test
    void gradientsForTheInputAreComputedExceptInATrainingStep() {
        Accelerator.accelerate(fast);
        fit(fast, 0, 2);
        stock.setParams(fast.params());
        Map<String, INDArray> expected = Twins.gradients(stock, batches.get(0), LABELS);
        Map<String, INDArray> actual = Twins.gradients(fast, batches.get(0), LABELS);
        expected.forEach((name, gradient) -> Twins.assertClose(actual.get(name), gradient, 1e-4));
        fit(fast, 0, 1);
        assertThat(Twins.gradients(fast, batches.get(0), LABELS).get("input").shape())
                .isEqualTo(IMAGES);
        assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isNull();
    }
}
