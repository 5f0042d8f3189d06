package mathsymbols.nn.fast;

import static mathsymbols.nn.fast.OneDnn.*;
import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.*;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation by oneDNN in one pass over images that lie channels last. */
final class OneDnnNormalization implements Normalization {
    private static final int SCALE_AND_SHIFT = dnnl_use_scale | dnnl_use_shift;

    private final NormalizationSpec spec;
    private final ChannelsLast imagesIn = new ChannelsLast();
    private final ChannelsLast gradientIn = new ChannelsLast();
    private OneDnnPrimitive training;
    private OneDnnPrimitive inference;
    private OneDnnPrimitive backward;
    private Moments moments;

    OneDnnNormalization(NormalizationSpec spec) {
        this.spec = spec;
    }

    @Override
    public INDArray train(INDArray images, ScaleAndShift parameters, LayerWorkspaceMgr memory) {
        if (training == null) {
            training = prepareForward(true);
        }
        moments = new Moments(
                memory.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, spec.channels()),
                memory.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, spec.channels()));
        return normalize(training, images, parameters, moments, memory);
    }

    @Override
    public INDArray infer(INDArray images, ScaleAndShift parameters, Moments given, LayerWorkspaceMgr memory) {
        if (inference == null) {
            inference = prepareForward(false);
        }
        return normalize(inference, images, parameters, given, memory);
    }

    private INDArray normalize(
            OneDnnPrimitive primitive,
            INDArray images,
            ScaleAndShift parameters,
            Moments by,
            LayerWorkspaceMgr memory) {
        INDArray result = ChannelsLast.create(spec.shape(), memory, ArrayType.ACTIVATIONS);
        primitive
                .bind(DNNL_ARG_SRC, imagesIn.of(images, memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_SCALE, parameters.gamma())
                .bind(DNNL_ARG_SHIFT, parameters.beta())
                .bind(DNNL_ARG_MEAN, by.mean())
                .bind(DNNL_ARG_VARIANCE, by.variance())
                .bind(DNNL_ARG_DST, result)
                .run(memory, ArrayType.FF_WORKING_MEM);
        return result;
    }

    @Override
    public Moments moments() {
        return moments;
    }

    @Override
    public INDArray backward(
            INDArray images,
            ScaleAndShift parameters,
            INDArray gradient,
            ScaleAndShift gradients,
            LayerWorkspaceMgr memory) {
        if (backward == null) {
            backward = prepareBackward();
        }
        INDArray result = ChannelsLast.create(spec.shape(), memory, ArrayType.ACTIVATION_GRAD);
        backward.bind(DNNL_ARG_SRC, imagesIn.of(images, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_DST, gradientIn.of(gradient, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_MEAN, moments.mean())
                .bind(DNNL_ARG_VARIANCE, moments.variance())
                .bind(DNNL_ARG_SCALE, parameters.gamma())
                .bind(DNNL_ARG_SHIFT, parameters.beta())
                .bind(DNNL_ARG_DIFF_SRC, result)
                .bind(DNNL_ARG_DIFF_SCALE, gradients.gamma())
                .bind(DNNL_ARG_DIFF_SHIFT, gradients.beta())
                .run(memory, ArrayType.BP_WORKING_MEM);
        return result;
    }

    @Override
    public void forget() {
        moments = null;
    }

    /** {@code SRC, SCALE, SHIFT} to {@code DST}; {@code MEAN, VARIANCE} go out while training, else they come in. */
    private OneDnnPrimitive prepareForward(boolean training) {
        var description = forwardDescription(training);
        return new OneDnnPrimitive(new batch_normalization_forward(description), description)
                .argument(DNNL_ARG_SRC, images(spec.shape()))
                .argument(DNNL_ARG_SCALE, vector(spec.channels()))
                .argument(DNNL_ARG_SHIFT, vector(spec.channels()))
                .argument(DNNL_ARG_MEAN, description.mean_desc())
                .argument(DNNL_ARG_VARIANCE, description.variance_desc())
                .argument(DNNL_ARG_DST, images(spec.shape()));
    }

    private batch_normalization_forward.primitive_desc forwardDescription(boolean training) {
        var description = new batch_normalization_forward.desc(
                training ? dnnl_forward_training : dnnl_forward_inference,
                images(spec.shape()),
                (float) spec.epsilon(),
                training ? SCALE_AND_SHIFT : SCALE_AND_SHIFT | dnnl_use_global_stats);
        return new batch_normalization_forward.primitive_desc(description, attributes(), processor());
    }

    /** {@code SRC, MEAN, VARIANCE, SCALE, DIFF_DST} to {@code DIFF_SRC, DIFF_SCALE, DIFF_SHIFT}. */
    private OneDnnPrimitive prepareBackward() {
        var description = new batch_normalization_backward.primitive_desc(
                new batch_normalization_backward.desc(
                        dnnl_backward,
                        images(spec.shape()),
                        images(spec.shape()),
                        (float) spec.epsilon(),
                        SCALE_AND_SHIFT),
                attributes(),
                processor(),
                forwardDescription(true));
        return new OneDnnPrimitive(new batch_normalization_backward(description), description)
                .argument(DNNL_ARG_SRC, images(spec.shape()))
                .argument(DNNL_ARG_MEAN, description.mean_desc())
                .argument(DNNL_ARG_VARIANCE, description.variance_desc())
                .argument(DNNL_ARG_SCALE, vector(spec.channels()))
                .argument(DNNL_ARG_SHIFT, vector(spec.channels()))
                .argument(DNNL_ARG_DIFF_DST, images(spec.shape()))
                .argument(DNNL_ARG_DIFF_SRC, images(spec.shape()))
                .argument(DNNL_ARG_DIFF_SCALE, vector(spec.channels()))
                .argument(DNNL_ARG_DIFF_SHIFT, vector(spec.channels()));
    }
}
