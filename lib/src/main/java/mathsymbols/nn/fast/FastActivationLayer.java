package mathsymbols.nn.fast;

import java.util.function.LongFunction;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes the place of a stock activation layer on images. That one copies what lies channels last to channels first and
 * back; a function of single values takes them in the order in which they lie.
 */
final class FastActivationLayer extends ActivationLayer implements FastLayer {
    private static final long serialVersionUID = 1L;

    private final transient LongFunction<Elementwise> engine;
    private final transient ChannelsLast gradientIn = new ChannelsLast();
    private transient long length;
    private transient Elementwise function;
    /** Of the last forward pass; null where the stock layer computed it. */
    private transient INDArray result;

    FastActivationLayer(ActivationLayer stock, LongFunction<Elementwise> engine) {
        super(stock.conf(), stock.getDataType());
        this.engine = engine;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        result = null;
        if (input.rank() != 4 || input.dataType() != dataType || !ChannelsLast.isChannelsLast(input)) {
            return super.activate(training, memory);
        }
        if (length != input.length()) {
            length = input.length();
            function = engine.apply(length);
        }
        result = function.forward(inOrder(input), memory);
        return result.permute(0, 3, 1, 2);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        if (result == null) {
            return super.backpropGradient(epsilon, memory);
        }
        INDArray arranged = inOrder(gradientIn.of(epsilon.castTo(dataType), memory, ArrayType.BP_WORKING_MEM));
        return new Pair<>(
                new DefaultGradient(),
                function.backward(result, arranged, memory).permute(0, 3, 1, 2));
    }

    /** {@code [n, height, width, channels]} row by row: a view of images that lie channels last. */
    private static INDArray inOrder(INDArray images) {
        return images.permute(0, 2, 3, 1);
    }

    @Override
    public void clear() {
        super.clear();
        result = null;
    }
}
