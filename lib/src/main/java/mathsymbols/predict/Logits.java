package mathsymbols.predict;

import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import mathsymbols.data.ArgMax;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a network says of an image before the softmax makes probabilities of it. */
final class Logits {
    private Logits() {}

    /** Inputs one after the other, {@code [inputs, channels, height, width]}; the caller's. */
    static INDArray batch(List<float[]> inputs, int channels, int height, int width) {
        int length = channels * height * width;
        float[] values = new float[inputs.size() * length];
        for (int i = 0; i < inputs.size(); i++) {
            System.arraycopy(inputs.get(i), 0, values, i * length, length);
        }
        return Nd4j.create(values, new long[] {inputs.size(), channels, height, width}, 'c');
    }

    /**
     * @param softmax an output layer
     * @param features its input {@code [n, in]}
     * @return {@code [n, classes]}, the caller's
     */
    static INDArray of(Layer softmax, INDArray features) {
        return features.mmul(softmax.getParam(WEIGHT_KEY)).addiRowVector(softmax.getParam(BIAS_KEY));
    }

    /**
     * The logits of many inputs, which are made as they are needed, on every core.
     *
     * @param batch how many the network is asked about at a time
     * @return {@code [count, classes]}
     */
    static float[][] ofMany(
            int count, int batch, IntFunction<float[]> input, Function<List<float[]>, float[][]> network) {
        float[][] logits = new float[count][];
        for (int start = 0; start < count; start += batch) {
            List<float[]> some = IntStream.range(start, Math.min(start + batch, count))
                    .parallel()
                    .mapToObj(input)
                    .toList();
            System.arraycopy(network.apply(some), 0, logits, start, some.size());
        }
        return logits;
    }

    /** The softmax: each class's share of the sum of {@code exp}, 0 … 1. */
    static float[] probabilities(float[] logits) {
        double most = logits[ArgMax.of(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i] - most) / sum);
        }
        return probabilities;
    }
}
