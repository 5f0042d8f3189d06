package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network makes of {@link FastPooling}: oneDNN's pooling where that applies, else the stock layer. */
final class FastPoolingLayer extends SubsamplingLayer {
    private static final long serialVersionUID = 1L;

    private final transient ChannelsLast imagesIn = new ChannelsLast();
    private final transient ChannelsLast gradientIn = new ChannelsLast();
    private transient Geometry geometry;
    private transient OneDnnPrimitive forward;
    private transient OneDnnPrimitive backward;
    private transient INDArray places;

    FastPoolingLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    private boolean applies() {
        var conf = layerConf();
        return OneDnn.suits(dataType)
                && conf.getPoolingType() == PoolingType.MAX
                && conf.getCnn2dDataFormat() == CNN2DFormat.NCHW
                && Arrays.equals(conf.getDilation(), new int[] {1, 1});
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        if (!applies() || input.rank() != 4) {
            return super.activate(training, memory);
        }
        prepare();
        INDArray images = imagesIn.of(input.castTo(dataType), memory, ArrayType.FF_WORKING_MEM);
        INDArray result = ChannelsLast.create(geometry.outputShape(), memory, ArrayType.ACTIVATIONS);
        places = forward.allocate(
                DNNL_ARG_WORKSPACE, memory, training ? ArrayType.ACTIVATIONS : ArrayType.FF_WORKING_MEM);
        forward.bind(DNNL_ARG_SRC, images)
                .bind(DNNL_ARG_DST, result)
                .bind(DNNL_ARG_WORKSPACE, places)
                .run(memory, ArrayType.FF_WORKING_MEM);
        return result;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        if (!applies()) {
            return super.backpropGradient(epsilon, memory);
        }
        if (backward == null) {
            backward = OneDnn.maxPoolingBackward(geometry);
        }
        INDArray result = ChannelsLast.create(geometry.inputShape(), memory, ArrayType.ACTIVATION_GRAD);
        backward.bind(DNNL_ARG_DIFF_DST, gradientIn.of(epsilon.castTo(dataType), memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_WORKSPACE, places)
                .bind(DNNL_ARG_DIFF_SRC, result)
                .run(memory, ArrayType.BP_WORKING_MEM);
        return new Pair<>(new DefaultGradient(), result);
    }

    private void prepare() {
        var conf = layerConf();
        Geometry now = Geometry.of(
                input,
                input.size(1),
                conf.getKernelSize(),
                conf.getStride(),
                conf.getPadding(),
                conf.getDilation(),
                convolutionMode);
        if (!now.equals(geometry)) {
            geometry = now;
            forward = OneDnn.maxPooling(geometry);
            backward = null;
        }
    }
}
