package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Nobody needs the gradient with respect to the images in a training step, and it costs as much as the rest. */
class FirstLayerTest {
    private static final INDArray LABELS = Twins.oneHot(5, 4);

    /** Whether the input's gradient was asked for, in order of the backward passes. */
    private final List<Boolean> asked = new ArrayList<>();

    @BeforeEach
    void needsOneDnn() {
        assumeThat(OneDnn.obstacle()).isEmpty();
    }

    private MultiLayerNetwork network(InputType input, Layer... layers) {
        var list = new NeuralNetConfiguration.Builder().seed(1).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = Twins.stock(
                list.layer(new OutputLayer.Builder(LossFunction.MCXENT).nOut(4).build())
                        .setInputType(input)
                        .build());
        Accelerator.accelerate(network, new EngineChoice(new Listening(new OneDnnEngine()), "a test"));
        return network;
    }

    private MultiLayerNetwork convolutions() {
        return network(
                InputType.convolutional(9, 9, 3),
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build(),
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build());
    }

    @Test
    void aTrainingStepComputesItForAllLayersButTheFirst() {
        MultiLayerNetwork network = convolutions();
        network.fit(Twins.batches(1, 5, 3, 9, 9).get(0), LABELS);
        assertThat(asked).containsExactly(true, true, false);
    }

    @Test
    void whoAsksForGradientsGetsIt() {
        MultiLayerNetwork network = convolutions();
        INDArray images = Twins.batches(1, 5, 3, 9, 9).get(0);
        network.fit(images, LABELS);
        asked.clear();
        assertThat(network.calculateGradients(images, LABELS, null, null).getSecond())
                .isNotNull();
        assertThat(asked).containsExactly(true, true, true);
    }

    @Test
    void evenFromWithinATrainingStep() {
        MultiLayerNetwork network = convolutions();
        INDArray images = Twins.batches(1, 5, 3, 9, 9).get(0);
        List<INDArray> saliency = new ArrayList<>();
        network.setListeners(new BaseTrainingListener() {
            @Override
            public void onBackwardPass(Model model) {
                saliency.add(
                        network.calculateGradients(images, LABELS, null, null).getSecond());
            }
        });
        network.fit(images, LABELS);
        assertThat(asked).containsExactly(true, true, false, true, true, true);
        assertThat(saliency).doesNotContainNull();
    }

    /** Flat rows become images in a preprocessor, which would be handed nothing and fail. */
    @Test
    void itIsComputedWhereAPreprocessorFollows() {
        MultiLayerNetwork network = network(
                InputType.convolutionalFlat(9, 9, 3),
                new ConvolutionLayer.Builder(3, 3).nOut(4).build());
        network.fit(Twins.batches(1, 5, 243).get(0), LABELS);
        assertThat(asked).containsExactly(true, true);
    }

    @Test
    void aDenseFirstLayerSkipsItToo() {
        MultiLayerNetwork network = network(
                InputType.feedForward(7), new DenseLayer.Builder().nOut(6).build());
        network.fit(Twins.batches(1, 5, 7).get(0), LABELS);
        assertThat(asked).containsExactly(true, false);
    }

    @Test
    void anOutputLayerAloneLearnsTheSameWithoutIt() {
        MultiLayerNetwork fast = network(InputType.feedForward(7));
        MultiLayerNetwork stock = fast.clone();
        for (INDArray batch : Twins.batches(4, 5, 7)) {
            fast.fit(batch, LABELS);
            stock.fit(batch, LABELS);
        }
        Twins.assertClose(fast.params(), stock.params(), 1e-5);
        INDArray batch = Twins.batches(1, 5, 7).get(0);
        Twins.assertClose(
                fast.calculateGradients(batch, LABELS, null, null).getSecond(),
                stock.calculateGradients(batch, LABELS, null, null).getSecond(),
                1e-5);
    }

    /** Another engine: tells what is asked of it, and lets the given one compute. */
    private final class Listening implements Engine {
        private final Engine engine;

        Listening(Engine engine) {
            this.engine = engine;
        }

        private Affine listening(Affine affine) {
            return new Affine() {
                @Override
                public INDArray forward(
                        INDArray input, Weights parameters, boolean training, LayerWorkspaceMgr memory) {
                    return affine.forward(input, parameters, training, memory);
                }

                @Override
                public Optional<INDArray> backward(
                        INDArray input,
                        Weights parameters,
                        INDArray gradient,
                        Weights gradients,
                        boolean inputGradient,
                        LayerWorkspaceMgr memory) {
                    asked.add(inputGradient);
                    return affine.backward(input, parameters, gradient, gradients, inputGradient, memory);
                }

                @Override
                public void forget() {
                    affine.forget();
                }
            };
        }

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public Optional<Function<ConvolutionSpec, Affine>> convolution() {
            return engine.convolution().map(make -> make.andThen(this::listening));
        }

        @Override
        public Optional<Function<DenseSpec, Affine>> dense() {
            return engine.dense().map(make -> make.andThen(this::listening));
        }

        @Override
        public Optional<Function<WindowGeometry, MaxPooling>> maxPooling() {
            return Optional.empty();
        }

        @Override
        public Optional<Function<NormalizationSpec, Normalization>> batchNormalization() {
            return Optional.empty();
        }

        @Override
        public Optional<UnaryOperator<AdamUpdater>> adam() {
            return Optional.empty();
        }

        @Override
        public Optional<LongFunction<Elementwise>> activation(IActivation function) {
            return engine.activation(function);
        }

        @Override
        public Optional<Function<List<FrozenStep>, FrozenStack>> frozenStack() {
            return Optional.empty();
        }
    }
}
