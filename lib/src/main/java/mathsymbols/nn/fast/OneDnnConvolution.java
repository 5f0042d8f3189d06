package mathsymbols.nn.fast;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution by oneDNN: float32 on the processor, images channels last in memory. */
final class OneDnnConvolution implements ConvolutionKernel {
    private final Geometry geometry;
    private final FusedActivation activation;
    private final ChannelsLast imagesIn = new ChannelsLast();
    private final ChannelsLast gradientIn = new ChannelsLast();
    private final OneDnnPrimitive forward;
    private OneDnnPrimitive backwardActivation;
    private OneDnnPrimitive backwardWeights;
    private OneDnnPrimitive backwardData;

    /** @param activation is applied to what {@link #forward} returns */
    OneDnnConvolution(Geometry geometry, boolean bias, FusedActivation activation) {
        this.geometry = geometry;
        this.activation = activation;
        this.forward = OneDnn.convolution(geometry, bias, activation);
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public INDArray forward(INDArray images, INDArray weights, INDArray bias, LayerWorkspaceMgr memory) {
        INDArray result = ChannelsLast.create(geometry.outputShape(), memory, ArrayType.ACTIVATIONS);
        forward.bind(DNNL_ARG_SRC, imagesIn.of(images, memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_WEIGHTS, forward.arrangeWeights(weights, memory, ArrayType.FF_WORKING_MEM))
                .bind(DNNL_ARG_BIAS, bias)
                .bind(DNNL_ARG_DST, result)
                .run(memory, ArrayType.FF_WORKING_MEM);
        return result;
    }

    /**
     * Passes a gradient back through the activation function.
     *
     * @param activated what {@link #forward} returned
     * @param gradient of the loss with respect to it
     * @return the gradient with respect to what the convolution gave to the function
     */
    INDArray activationGradient(INDArray activated, INDArray gradient, LayerWorkspaceMgr memory) {
        if (activation == FusedActivation.IDENTITY) {
            return gradient;
        }
        if (backwardActivation == null) {
            backwardActivation = OneDnn.activationBackward(activation, activated.length());
        }
        INDArray result = ChannelsLast.create(geometry.outputShape(), memory, ArrayType.BP_WORKING_MEM);
        backwardActivation
                .bind(DNNL_ARG_DST, activated)
                .bind(DNNL_ARG_DIFF_DST, gradientIn.of(gradient, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_SRC, result)
                .run(memory, ArrayType.BP_WORKING_MEM);
        return result;
    }

    @Override
    public INDArray backward(
            INDArray images,
            INDArray weights,
            INDArray gradient,
            INDArray weightsGradient,
            INDArray biasGradient,
            boolean wanted,
            LayerWorkspaceMgr memory) {
        if (backwardWeights == null) {
            backwardWeights = OneDnn.convolutionBackwardWeights(geometry, biasGradient != null);
        }
        INDArray arranged = gradientIn.of(gradient, memory, ArrayType.BP_WORKING_MEM);
        backwardWeights
                .bind(DNNL_ARG_SRC, imagesIn.of(images, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_DST, arranged)
                .bind(DNNL_ARG_DIFF_BIAS, biasGradient)
                .runForWeights(weightsGradient, memory, ArrayType.BP_WORKING_MEM);
        return wanted ? imagesGradient(weights, arranged, memory) : null;
    }

    private INDArray imagesGradient(INDArray weights, INDArray gradient, LayerWorkspaceMgr memory) {
        if (backwardData == null) {
            backwardData = OneDnn.convolutionBackwardData(geometry);
        }
        INDArray result = ChannelsLast.create(geometry.inputShape(), memory, ArrayType.ACTIVATION_GRAD);
        backwardData
                .bind(DNNL_ARG_DIFF_DST, gradient)
                .bind(DNNL_ARG_WEIGHTS, backwardData.arrangeWeights(weights, memory, ArrayType.BP_WORKING_MEM))
                .bind(DNNL_ARG_DIFF_SRC, result)
                .run(memory, ArrayType.BP_WORKING_MEM);
        return result;
    }
}
