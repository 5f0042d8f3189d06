package mathsymbols.nn.fast;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dropout of one half of a layer's input: each value is set to zero or doubled. Deeplearning4j draws a random number for
 * every value and keeps it; here a random bit decides. The bits follow from {@link Nd4j#getRandom}, so a seed set before
 * an epoch fixes them; they are other ones than Deeplearning4j would draw.
 */
final class BitDropout {
    /** A bit for each value of the last forward pass, row by row; null where there was none. */
    private long[] kept;

    /**
     * Drops out, if what is configured is Deeplearning4j's dropout of one half, and if the input suits.
     *
     * @param configured null for none
     * @param inPlace whether the input may be overwritten
     * @return what is left of the input; the input itself if nothing was done
     */
    INDArray forward(IDropout configured, INDArray input, boolean inPlace, LayerWorkspaceMgr memory) {
        kept = null;
        if (!isHalf(configured) || !isRowByRow(input)) {
            return input;
        }
        INDArray result =
                inPlace ? input : memory.createUninitialized(ArrayType.INPUT, input.dataType(), input.shape(), 'c');
        SplittableRandom random = new SplittableRandom(Nd4j.getRandom().nextLong());
        kept = random.longs((input.length() + Long.SIZE - 1) / Long.SIZE).toArray();
        keep(input, result);
        return result;
    }

    private static boolean isHalf(IDropout configured) {
        return configured != null
                && configured.equals(new Dropout(0.5))
                && Nd4j.getEnvironment().isCPU();
    }

    /** Whether the last {@link #forward} did it, and {@link #backward} therefore must. */
    boolean isApplied() {
        return kept != null;
    }

    /** Drops from a gradient, in place, what was dropped from the input. */
    INDArray backward(INDArray gradient) {
        if (isRowByRow(gradient)) {
            keep(gradient, gradient);
            return gradient;
        }
        INDArray rows = gradient.dup('c');
        keep(rows, rows);
        return gradient.assign(rows);
    }

    void clear() {
        kept = null;
    }

    private static boolean isRowByRow(INDArray array) {
        return array.dataType() == DataType.FLOAT && array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
    }

    private void keep(INDArray from, INDArray to) {
        try (NativeFloats memory = new NativeFloats()) {
            keep(memory.of(from), memory.of(to));
        }
    }

    private void keep(FloatBuffer source, FloatBuffer target) {
        int length = source.capacity();
        for (int start = 0; start < length; start += Long.SIZE) {
            long bits = kept[start / Long.SIZE];
            int end = Math.min(start + Long.SIZE, length);
            for (int i = start; i < end; i++) {
                target.put(i, source.get(i) * ((bits & 1) << 1));
                bits >>>= 1;
            }
        }
    }
}
