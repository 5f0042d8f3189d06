package mathsymbols.nn;

import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The report's new head for a frozen base: its features come in, {@code [n, 25088]} from VGG19, half are dropped while
 * training, and one softmax layer gives {@code [n, classes]} probabilities. Keras' defaults: Glorot uniform weights, zero
 * bias, Adam.
 */
public final class TransferHead {
    private TransferHead() {}

    /**
     * A freshly initialised and accelerated head; with VGG19's features and 19 classes it has 476,691 parameters.
     *
     * @param features what the base makes of an image
     * @param seed of the initial weights and of dropout
     */
    public static MultiLayerNetwork build(FeatureShape features, int classes, long seed) {
        MultiLayerNetwork head = new MultiLayerNetwork(configuration(features, classes, seed));
        head.init();
        Accelerator.accelerate(head);
        return head;
    }

    /** The one layer and how it learns. */
    public static MultiLayerConfiguration configuration(FeatureShape features, int classes, long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .name("predictions")
                        .nIn(features.size())
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.5)
                        .build())
                .build();
    }
}
