package mathsymbols.nn;

import java.nio.FloatBuffer;
import java.util.stream.LongStream;
import mathsymbols.data.Examples;
import mathsymbols.data.Progress;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a trained network says of examples. */
public final class Inference {
    private Inference() {}

    /**
     * Runs the network over all examples in order.
     *
     * @param batchSize how many go through together; it changes the memory needed, not the result
     * @return {@code [examples][classes]} probabilities
     */
    public static float[][] probabilities(
            MultiLayerNetwork network, Examples examples, int batchSize, Progress progress) {
        float[][] probabilities = new float[examples.size()][];
        for (int start = 0; start < examples.size(); start += batchSize) {
            int end = Math.min(start + batchSize, examples.size());
            float[][] batch = network.output(inputs(examples, start, end)).toFloatMatrix();
            System.arraycopy(batch, 0, probabilities, start, batch.length);
            progress.update("Predicting", end, examples.size());
        }
        return probabilities;
    }

    private static INDArray inputs(Examples examples, int start, int end) {
        long[] shape = LongStream.concat(LongStream.of(end - start), LongStream.of(examples.shape()))
                .toArray();
        FloatBuffer values =
                FloatBuffer.allocate(Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact)));
        for (int index = start; index < end; index++) {
            examples.read(index, values);
        }
        return Nd4j.create(values.array(), shape, 'c');
    }
}
