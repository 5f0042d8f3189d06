package mathsymbols.nn.fast;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's {@link Dropout} of one half: each value is set to zero or doubled. That one draws a random number for
 * every value and keeps it; here a random bit decides. The bits follow from {@link Nd4j#getRandom}.
 */
public class HalfDropout extends Dropout {
    private static final long serialVersionUID = 1L;

    /** A bit for each value of the last forward pass, row by row; null where the stock dropout did it. */
    private transient long[] kept;

    public HalfDropout() {
        super(0.5);
    }

    @Override
    public INDArray applyDropout(INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr memory) {
        if (!suits(input) || !suits(result)) {
            kept = null;
            return super.applyDropout(input, result, iteration, epoch, memory);
        }
        SplittableRandom random = new SplittableRandom(Nd4j.getRandom().nextLong());
        kept = random.longs((input.length() + Long.SIZE - 1) / Long.SIZE).toArray();
        keep(input, result);
        return result;
    }

    @Override
    public INDArray backprop(INDArray gradient, INDArray result, int iteration, int epoch) {
        if (kept == null) {
            return super.backprop(gradient, result, iteration, epoch);
        }
        INDArray rows = suits(gradient) ? gradient : gradient.dup('c');
        keep(rows, rows);
        kept = null;
        return result.assign(rows);
    }

    private static boolean suits(INDArray array) {
        return OneDnn.suits(array.dataType()) && array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
    }

    private void keep(INDArray from, INDArray to) {
        FloatBuffer source = from.data().asNioFloat().slice();
        FloatBuffer target = to.data().asNioFloat().slice();
        int length = (int) from.length();
        for (int start = 0; start < length; start += Long.SIZE) {
            long bits = kept[start / Long.SIZE];
            int end = Math.min(start + Long.SIZE, length);
            for (int i = start; i < end; i++) {
                target.put(i, source.get(i) * ((bits & 1) << 1));
                bits >>>= 1;
            }
        }
    }

    @Override
    public void clear() {
        super.clear();
        kept = null;
    }

    @Override
    public HalfDropout clone() {
        return new HalfDropout();
    }
}
