package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution by oneDNN: float32 on the processor, images channels last in memory. */
final class OneDnnConvolution implements Affine {
    private final ConvolutionSpec spec;
    private final WindowGeometry geometry;
    private final OneDnnActivation activation;
    private final ChannelsLast imagesIn = new ChannelsLast();
    private final ChannelsLast gradientIn = new ChannelsLast();
    private final OneDnnPrimitive forward;
    private OneDnnPrimitive backwardWeights;
    private OneDnnPrimitive backwardData;

    OneDnnConvolution(ConvolutionSpec spec) {
        this.spec = spec;
        this.geometry = spec.geometry();
        this.activation = new OneDnnActivation(spec.activation());
        this.forward = ConvolutionPrimitives.forward(geometry, spec.bias(), activation.fused());
    }

    @Override
    public INDArray forward(INDArray images, Weights parameters, boolean training, LayerWorkspaceMgr memory) {
        INDArray result = ChannelsLast.create(geometry.outputShape(), memory, ArrayType.ACTIVATIONS);
        forward.bind(DNNL_ARG_SRC, imagesIn.of(images, memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_WEIGHTS, forward.arrangeWeights(parameters.weights(), memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_BIAS, parameters.bias())
                .bind(DNNL_ARG_DST, result)
                .run(memory, ArrayType.FF_WORKING_MEM);
        return activation.complete(result, training, memory);
    }

    @Override
    public Optional<INDArray> backward(
            INDArray images,
            Weights parameters,
            INDArray gradient,
            Weights gradients,
            boolean inputGradient,
            LayerWorkspaceMgr memory) {
        if (backwardWeights == null) {
            backwardWeights = ConvolutionPrimitives.backwardWeights(geometry, spec.bias());
        }
        INDArray before = activation.backward(
                gradientIn.of(gradient, memory, ArrayType.BP_WORKING_MEM),
                () -> ChannelsLast.create(geometry.outputShape(), memory, ArrayType.BP_WORKING_MEM),
                memory);
        INDArray arranged = gradientIn.of(before, memory, ArrayType.BP_WORKING_MEM);
        backwardWeights
                .bind(DNNL_ARG_SRC, imagesIn.of(images, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_DST, arranged)
                .bind(DNNL_ARG_DIFF_BIAS, gradients.bias())
                .runForWeights(gradients.weights(), memory, ArrayType.BP_WORKING_MEM);
        return inputGradient ? Optional.of(imagesGradient(parameters.weights(), arranged, memory)) : Optional.empty();
    }

    private INDArray imagesGradient(INDArray weights, INDArray gradient, LayerWorkspaceMgr memory) {
        if (backwardData == null) {
            backwardData = ConvolutionPrimitives.backwardData(geometry);
        }
        INDArray result = ChannelsLast.create(geometry.inputShape(), memory, ArrayType.ACTIVATION_GRAD);
        backwardData
                .bind(DNNL_ARG_DIFF_DST, gradient)
                .bind(DNNL_ARG_WEIGHTS, backwardData.arrangeWeights(weights, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_SRC, result)
                .run(memory, ArrayType.BP_WORKING_MEM);
        return result;
    }

    @Override
    public void forget() {
        activation.forget();
    }
}
