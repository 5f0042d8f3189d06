package mathsymbols.bench;

import java.util.List;
import java.util.Locale;

/**
 * Who does the work: this library, two others, this library with some of its layers left stock, and its VGG19 as a network
 * of layers, which convolves directly and not by Winograd's method.
 */
enum Contender {
    OURS(List.of()),
    STOCK(List.of("ConvolutionLayer", "SubsamplingLayer", "BatchNormalization", "DenseLayer", "OutputLayer")),
    DJL(List.of()),
    /** PyTorch itself, channels last: src/main/python/contender.py, run by the Python that {@value #PYTHON} names. */
    PYTORCH(List.of()),
    DIRECT(List.of()),
    FAST_CONVOLUTION(List.of("SubsamplingLayer", "BatchNormalization", "DenseLayer")),
    AND_POOLING(List.of("BatchNormalization", "DenseLayer")),
    AND_BATCH_NORMALIZATION(List.of("DenseLayer"));

    /** A Python that has PyTorch; without one it does not take part. */
    static final String PYTHON = "BENCH_PYTHON";

    static final List<Contender> LIBRARIES = List.of(OURS, STOCK, DJL);
    static final List<Contender> CONVOLUTIONS = List.of(OURS, DIRECT);
    static final List<Contender> LAYERS = List.of(FAST_CONVOLUTION, AND_POOLING, AND_BATCH_NORMALIZATION, OURS);

    private final List<String> stockLayers;

    Contender(List<String> stockLayers) {
        this.stockLayers = stockLayers;
    }

    /** Whether it is asked: stock Deeplearning4j unrolls 64 images of VGG19 into more memory than most machines have. */
    boolean takesPart(Work work) {
        return this == PYTORCH ? System.getenv(PYTHON) != null : this != STOCK || work != Work.VGG19_FEATURES_64;
    }

    /** Gets ready; the result does the work once. */
    Runnable prepare(Work work) {
        return switch (this) {
            case DJL -> Djl.prepare(work);
            case PYTORCH -> throw new IllegalArgumentException("PyTorch runs in a program of its own");
            case DIRECT -> Dl4j.directFeatures(work);
            default -> Dl4j.prepare(work, stockLayers);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
