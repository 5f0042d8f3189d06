package mathsymbols.nn.fast;

import java.util.function.Function;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the place of a stock pooling of maxima. That one looks for the maxima once more in the backward pass. */
final class FastPoolingLayer extends SubsamplingLayer implements FastLayer {
    private static final long serialVersionUID = 1L;

    private final transient Function<WindowGeometry, MaxPooling> engine;
    private final transient AxisOrder axes;
    private transient WindowGeometry geometry;
    private transient MaxPooling pooling;

    FastPoolingLayer(SubsamplingLayer stock, Function<WindowGeometry, MaxPooling> engine) {
        super(stock.conf(), stock.getDataType());
        this.engine = engine;
        this.axes = new AxisOrder(layerConf().getCnn2dDataFormat());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        if (input.rank() != 4) {
            return super.activate(training, memory); // which refuses it
        }
        INDArray images = axes.channelsFirst(input.castTo(dataType));
        prepare(images);
        return axes.asConfigured(pooling.forward(images, training, memory));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        INDArray gradient = pooling.backward(axes.channelsFirst(epsilon.castTo(dataType)), memory);
        return new Pair<>(new DefaultGradient(), axes.asConfigured(gradient));
    }

    private void prepare(INDArray images) {
        WindowGeometry now = WindowGeometry.of(images, images.size(1), WindowGeometry.Options.of(layerConf()));
        if (!now.equals(geometry)) {
            geometry = now;
            pooling = engine.apply(now);
        }
    }

    @Override
    public void clear() {
        super.clear();
        if (pooling != null) {
            pooling.forget();
        }
    }
}
