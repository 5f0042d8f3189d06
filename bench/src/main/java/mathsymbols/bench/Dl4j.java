package mathsymbols.bench;

import java.util.List;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.nn.AlexNet;
import mathsymbols.nn.Vgg19;
import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** This library's networks, as they are or with Deeplearning4j's own layers in the same places. */
final class Dl4j {
    private Dl4j() {}

    /** @param stock the kinds of layers that stay Deeplearning4j's own, such as {@code SubsamplingLayer} */
    static Runnable prepare(Work work, List<String> stock) {
        NativeLibrary.select();
        return switch (work) {
            case ALEXNET_TRAIN_STEP, ALEXNET_TRAIN_STEP_16 ->
                trainStep(network(AlexNet.configuration(Work.alexNetOptions()), stock), work);
            case ALEXNET_FORWARD -> forward(network(AlexNet.configuration(Work.alexNetOptions()), stock), work);
            case VGG19_FEATURES, VGG19_FEATURES_64 -> features(work, stock);
            case SGEMM -> stock.isEmpty() ? denseProduct() : product();
        };
    }

    private static Runnable trainStep(MultiLayerNetwork network, Work work) {
        INDArray images = images(work);
        INDArray labels = Nd4j.zeros(work.batch, 19);
        for (int i = 0; i < work.batch; i++) {
            labels.putScalar(i, i % 19, 1);
        }
        return () -> network.fit(images, labels);
    }

    private static Runnable forward(MultiLayerNetwork network, Work work) {
        INDArray images = images(work);
        return () -> network.output(images).close();
    }

    private static Runnable features(Work work, List<String> stock) {
        Vgg19 vgg19 = Vgg19.random(1);
        if (!stock.isEmpty()) {
            MultiLayerConfiguration configuration = vgg19.network().getLayerWiseConfigurations();
            vgg19.close();
            return forward(network(configuration, stock), work);
        }
        INDArray images = images(work);
        return () -> vgg19.features(images).close();
    }

    /** VGG19 layer by layer, as a network that learns would go through it. */
    static Runnable directFeatures(Work work) {
        NativeLibrary.select();
        return forward(Vgg19.random(1).network(), work);
    }

    /** oneDNN's product, which a dense layer without activation function is. */
    private static Runnable denseProduct() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(Work.MATRIX)
                        .nOut(Work.MATRIX)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        Accelerator.accelerate(network);
        INDArray a = Nd4j.rand(Work.MATRIX, Work.MATRIX);
        return () -> network.output(a).close();
    }

    private static Runnable product() {
        INDArray a = Nd4j.rand(Work.MATRIX, Work.MATRIX);
        INDArray b = Nd4j.rand(Work.MATRIX, Work.MATRIX);
        INDArray c = Nd4j.rand(Work.MATRIX, Work.MATRIX);
        return () -> a.mmuli(b, c);
    }

    private static MultiLayerNetwork network(MultiLayerConfiguration configuration, List<String> stock) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        Layer[] before = network.getLayers();
        Accelerator.accelerate(network);
        Layer[] layers = network.getLayers().clone();
        for (int i = 0; i < layers.length; i++) {
            if (stock.contains(layers[i].conf().getLayer().getClass().getSimpleName())) {
                if (layers[i].getGradientsViewArray() != null) { // what the fast optimiser reads
                    before[i].setBackpropGradientsViewArray(layers[i].getGradientsViewArray());
                }
                layers[i] = before[i];
            }
        }
        network.setLayers(layers);
        return network;
    }

    private static INDArray images(Work work) {
        return Nd4j.rand(work.batch, 3, 224, 224);
    }
}
