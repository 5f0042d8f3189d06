package mathsymbols.bench;

import mathsymbols.nn.AlexNet;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.Activation;

/** What is measured: one step or one pass over a batch of random images of 224 by 224 pixels. */
enum Work {
    ALEXNET_TRAIN_STEP("alexnet_train_step", 64, 20),
    ALEXNET_TRAIN_STEP_16("alexnet_train_step_16", 16, 30),
    ALEXNET_FORWARD("alexnet_forward", 64, 30),
    VGG19_FEATURES("vgg19_features", 16, 12),
    VGG19_FEATURES_64("vgg19_features_64", 64, 5),
    SGEMM("sgemm", 1, 20);

    /** Rows and columns of the matrices whose product tells the machine's ceiling. */
    static final int MATRIX = 4096;

    final String key;
    final int batch;
    final int rounds;

    Work(String key, int batch, int rounds) {
        this.key = key;
        this.batch = batch;
        this.rounds = rounds;
    }

    /**
     * Multiplications and additions of the convolutions (and dense layers), in 10⁹, counted as direct convolution needs
     * them. VGG19's features are mostly convolved by Winograd's method, which needs fewer, so what is computed from this number is
     * an effective rate that may exceed the machine's ceiling.
     */
    double gigaFlop() {
        return switch (this) {
            case ALEXNET_TRAIN_STEP, ALEXNET_TRAIN_STEP_16 -> batch * (3 * alexNet() - firstConvolution());
            case ALEXNET_FORWARD -> batch * alexNet();
            case VGG19_FEATURES, VGG19_FEATURES_64 -> batch * vgg19();
            case SGEMM -> 2e-9 * MATRIX * MATRIX * MATRIX;
        };
    }

    static AlexNet.Options alexNetOptions() {
        return AlexNet.Options.ofReport(Activation.RELU, 1e-3, 19, 1001);
    }

    private static double alexNet() {
        double dense = 2e-9 * (384.0 * 4096 + 4096.0 * 4096 + 4096 * 19);
        return convolutions(AlexNet.configuration(alexNetOptions())) + dense;
    }

    private static double firstConvolution() {
        return 2e-9 * 54 * 54 * 96 * 3 * 11 * 11;
    }

    private static double vgg19() {
        double sum = 0;
        int size = 224;
        int in = 3;
        for (int[] block : new int[][] {{2, 64}, {2, 128}, {4, 256}, {4, 512}, {4, 512}}) {
            for (int convolution = 0; convolution < block[0]; convolution++) {
                sum += 2e-9 * size * size * block[1] * in * 9;
                in = block[1];
            }
            size /= 2;
        }
        return sum;
    }

    private static double convolutions(MultiLayerConfiguration network) {
        var images = InputType.convolutional(224, 224, 3);
        var activations = network.getLayerActivationTypes(images);
        double sum = 0;
        for (int i = 0; i < activations.size(); i++) {
            if (network.getConf(i).getLayer() instanceof ConvolutionLayer convolution
                    && activations.get(i) instanceof InputType.InputTypeConvolutional out) {
                int[] kernel = convolution.getKernelSize();
                sum += 2e-9
                        * out.getHeight()
                        * out.getWidth()
                        * convolution.getNOut()
                        * convolution.getNIn()
                        * kernel[0]
                        * kernel[1];
            }
        }
        return sum;
    }
}
