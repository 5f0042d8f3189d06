package mathsymbols.nn;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_LOG_STD;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A second set of batch normalisation's running means and variances, kept under another momentum beside a network's own
 * while that learns. Running averages take no part in learning, so this set is exactly what the network would have had
 * if it had been trained under the other momentum.
 *
 * <p>No layer has to tell a batch's statistics: Deeplearning4j treats a running average as a parameter whose step is
 * {@code (average − batch) × (1 − momentum)}, and the step of the last batch can be read after {@code fit}.
 */
public final class RunningAverages {
    /** Keras' momentum, under which the report trained. */
    public static final double KERAS = 0.99;

    /** How much of an average's start is negligible. */
    private static final double FORGOTTEN = 0.001;

    private static final double LN_100 = 2 * Math.log(10);

    private final double momentum;
    private final List<Channels> layers;

    private RunningAverages(double momentum, List<Channels> layers) {
        this.momentum = momentum;
        this.layers = layers;
    }

    /**
     * The momentum under which {@code steps} steps leave a thousandth of the averages' start: {@code 0.001^(1 / steps)}.
     * The start, mean 0 and variance 1, is arbitrary; as long as a hundredth of it was left, a network that read half of
     * the symbols was measured as one that guesses. Keras' {@link #KERAS 0.99} takes 690 steps for it, six and a half epochs
     * of the report's 107, but 18 of 38.
     *
     * @param steps 1 or more
     */
    public static double forgettingWithin(int steps) {
        return Math.pow(FORGOTTEN, 1.0 / steps);
    }

    /**
     * Begins where the network's own averages are now.
     *
     * @param momentum the share of an average that a step keeps, 0 … 1
     * @throws IllegalArgumentException if a batch's statistics cannot be read from a layer's steps: its decay is 1, so that
     *     there are none, or its gradients are normalised or clipped, and they with them
     */
    public static RunningAverages of(MultiLayerNetwork network, double momentum) {
        if (network.getFlattenedGradients() == null) {
            network.initGradientsView(); // Deeplearning4j does so in the first fit
        }
        return new RunningAverages(
                momentum,
                Arrays.stream(network.getLayers())
                        .filter(layer -> layer.conf().getLayer() instanceof BatchNormalization)
                        .map(Channels::of)
                        .toList());
    }

    /** The share of an average that a step keeps. */
    public double momentum() {
        return momentum;
    }

    /** Takes in the batch from which the network has just learnt; to be called after every step. */
    public void follow() {
        layers.forEach(layer -> layer.follow(momentum));
    }

    /** Does something with the network while these averages are in the place of its own. */
    public <T> T during(Supplier<T> task) {
        List<INDArray[]> own = layers.stream().map(Channels::exchange).toList();
        try {
            return task.get();
        } finally {
            for (int i = 0; i < own.size(); i++) {
                layers.get(i).putBack(own.get(i));
            }
        }
    }

    /** All averages, to go on from: each layer's means, then its variances. */
    public double[] state() {
        return layers.stream()
                .flatMap(layer -> Arrays.stream(new double[][] {layer.mean, layer.variance}))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** Goes on from what {@link #state} said of a network of the same layers. */
    public void restore(double[] state) {
        int from = 0;
        for (Channels layer : layers) {
            for (double[] averages : List.of(layer.mean, layer.variance)) {
                System.arraycopy(state, from, averages, 0, averages.length);
                from += averages.length;
            }
        }
    }

    /**
     * The averages of one layer's channels, and where the network keeps its own.
     *
     * @param logarithmic whether the network keeps the decimal logarithm of the standard deviation, not the variance
     */
    private record Channels(
            double[] mean,
            double[] variance,
            INDArray ownMean,
            INDArray ownSpread,
            INDArray meanStep,
            INDArray spreadStep,
            boolean logarithmic,
            double ownMomentum) {

        static Channels of(Layer layer) {
            BatchNormalization conf = (BatchNormalization) layer.conf().getLayer();
            requireReadableSteps(conf);
            String spread = conf.isUseLogStd() ? GLOBAL_LOG_STD : GLOBAL_VAR;
            Map<String, INDArray> steps = BatchNormalizationParamInitializer.getInstance()
                    .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
            INDArray ownSpread = layer.getParam(spread);
            double[] variance = ownSpread.toDoubleVector();
            if (conf.isUseLogStd()) {
                Arrays.setAll(variance, i -> Math.exp(LN_100 * variance[i]));
            }
            return new Channels(
                    layer.getParam(GLOBAL_MEAN).toDoubleVector(),
                    variance,
                    layer.getParam(GLOBAL_MEAN),
                    ownSpread,
                    steps.get(GLOBAL_MEAN),
                    steps.get(spread),
                    conf.isUseLogStd(),
                    conf.getDecay());
        }

        private static void requireReadableSteps(BatchNormalization conf) {
            if (conf.getDecay() == 1) {
                throw new IllegalArgumentException("The batch normalisation " + conf.getLayerName()
                        + " never changes its averages: give it a decay below 1.");
            }
            GradientNormalization clipping = conf.getGradientNormalization();
            if (clipping != null && clipping != GradientNormalization.None) {
                throw new IllegalArgumentException("The gradient normalisation " + clipping
                        + " changes the averages' steps of the batch normalisation " + conf.getLayerName()
                        + ": give that layer GradientNormalization.None.");
            }
        }

        /** The own average has made its step: with {@code before = after + step}, {@code batch = before − step / (1 − m)}. */
        void follow(double momentum) {
            double[] after = ownMean.toDoubleVector();
            double[] step = meanStep.toDoubleVector();
            for (int i = 0; i < mean.length; i++) {
                double batch = after[i] + step[i] - step[i] / (1 - ownMomentum);
                mean[i] = momentum * mean[i] + (1 - momentum) * batch;
            }
            after = ownSpread.toDoubleVector();
            step = spreadStep.toDoubleVector();
            for (int i = 0; i < variance.length; i++) {
                double variance = logarithmic ? Math.exp(LN_100 * after[i]) : after[i];
                double change = logarithmic ? variance * Math.expm1(LN_100 * step[i]) : step[i];
                // Where a batch's variance is almost 0, rounding can take it below zero.
                double batch = Math.max(0, variance + change - change / (1 - ownMomentum));
                this.variance[i] = momentum * this.variance[i] + (1 - momentum) * batch;
            }
        }

        INDArray[] exchange() {
            INDArray[] own = {ownMean.dup(), ownSpread.dup()};
            assign(ownMean, mean);
            assign(
                    ownSpread,
                    logarithmic
                            ? Arrays.stream(variance)
                                    .map(v -> Math.log(v) / LN_100)
                                    .toArray()
                            : variance);
            return own;
        }

        void putBack(INDArray[] own) {
            ownMean.assign(own[0]);
            ownSpread.assign(own[1]);
        }

        private static void assign(INDArray target, double[] values) {
            target.assign(Nd4j.createFromArray(values).castTo(target.dataType()).reshape(target.shape()));
        }
    }
}
