package mathsymbols.nn.fast;

import java.nio.FloatBuffer;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;

/**
 * Adam as Deeplearning4j computes it, in less time: a third of a step of AlexNet on few images is this sum over 21.9 million
 * weights. Pieces that fit into a core's first cache are copied to arrays, where the JIT compiler computes eight weights at
 * a time, and back. Configuration and state are the stock updater's, and its state array is the network's as before.
 *
 * <p>Kingma, Ba: "Adam: a method for stochastic optimization", 2015, in the form at the end of their section 2.
 */
final class FastAdam extends AdamUpdater {
    private static final long serialVersionUID = 1L;
    private static final int PIECE = 2048;

    /** @param stock with its state; is not used any more */
    FastAdam(AdamUpdater stock) {
        super(stock.getConfig());
        setM(stock.getM());
        setV(stock.getV());
        setGradientReshapeOrder(stock.getGradientReshapeOrder());
    }

    /** @param gradient overwritten with what is to be subtracted from the weights */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        if (!(isDense(gradient) && isDense(getM()) && isDense(getV()))) {
            super.applyUpdater(gradient, iteration, epoch);
            return;
        }
        try (NativeFloats memory = new NativeFloats()) {
            step(memory.of(gradient), memory.of(getM()), memory.of(getV()), rate(iteration, epoch));
        }
    }

    private void step(FloatBuffer g, FloatBuffer m, FloatBuffer v, float rate) {
        float beta1 = (float) getConfig().getBeta1();
        float beta2 = (float) getConfig().getBeta2();
        float epsilon = (float) getConfig().getEpsilon();
        int pieces = (g.capacity() + PIECE - 1) / PIECE;
        int parts = Math.min(pieces, ForkJoinPool.getCommonPoolParallelism() + 1);
        IntStream.range(0, parts).parallel().forEach(part -> {
            float[] gradients = new float[PIECE];
            float[] means = new float[PIECE];
            float[] squares = new float[PIECE];
            for (int piece = part; piece < pieces; piece += parts) {
                int start = piece * PIECE;
                int count = Math.min(PIECE, g.capacity() - start);
                g.get(start, gradients, 0, count);
                m.get(start, means, 0, count);
                v.get(start, squares, 0, count);
                step(gradients, means, squares, count, beta1, beta2, rate, epsilon);
                m.put(start, means, 0, count);
                v.put(start, squares, 0, count);
                g.put(start, gradients, 0, count);
            }
        });
    }

    /** The learning rate, corrected for means that began at 0: in float32, as the stock updater takes it. */
    private float rate(int iteration, int epoch) {
        int steps = iteration + 1;
        float ofMeans = 1 - (float) Math.pow((float) getConfig().getBeta1(), steps);
        float ofSquares = 1 - (float) Math.pow((float) getConfig().getBeta2(), steps);
        float rate = (float) getConfig().getLearningRate(iteration, epoch) * (float) Math.sqrt(ofSquares) / ofMeans;
        // As the stock updater does where the rate is 0.
        return rate == 0 || !Float.isFinite(rate) ? (float) getConfig().getEpsilon() : rate;
    }

    private static void step(
            float[] g, float[] m, float[] v, int count, float beta1, float beta2, float rate, float epsilon) {
        for (int i = 0; i < count; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        }
        for (int i = 0; i < count; i++) {
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        }
        for (int i = 0; i < count; i++) {
            g[i] = rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }

    private static boolean isDense(INDArray array) {
        return array.ordering() == 'c' && array.elementWiseStride() == 1 && array.length() <= NativeFloats.MOST;
    }
}
