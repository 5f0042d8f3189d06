package mathsymbols.nn.fast;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sizes of one convolution or pooling over a batch: all that must be known to prepare its computation.
 *
 * @param batch how many images
 * @param channelsIn of the images that come in
 * @param channelsOut of those that go out
 * @param same whether the padding is such that, but for the stride, as many pixels go out as come in
 */
record WindowGeometry(long batch, long channelsIn, long channelsOut, boolean same, Axis height, Axis width) {

    /**
     * One direction of the sliding window.
     *
     * @param in pixels that come in
     * @param out pixels that go out
     * @param kernel pixels under the window
     * @param stride pixels from one position to the next
     * @param padding zeros before the first pixel
     * @param dilation distance of the window's pixels, 1 where it has no gaps
     */
    record Axis(int in, int out, int kernel, int stride, int padding, int dilation) {
        private static Axis of(int in, int kernel, int stride, int padding, int dilation, boolean same) {
            int reach = (kernel - 1) * dilation + 1;
            if (!same) {
                return new Axis(in, (in + 2 * padding - reach) / stride + 1, kernel, stride, padding, dilation);
            }
            int out = (in + stride - 1) / stride;
            return new Axis(in, out, kernel, stride, Math.max(0, (out - 1) * stride + reach - in) / 2, dilation);
        }

        /** Zeros after the last pixel that the last position of the window reaches. */
        int paddingAfter() {
            return Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in - padding);
        }
    }

    /** The options of a layer that slides a window over its images. */
    record Options(int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
        static Options of(ConvolutionLayer layer) {
            return new Options(
                    layer.getKernelSize(),
                    layer.getStride(),
                    layer.getPadding(),
                    layer.getDilation(),
                    layer.getConvolutionMode());
        }

        static Options of(SubsamplingLayer layer) {
            return new Options(
                    layer.getKernelSize(),
                    layer.getStride(),
                    layer.getPadding(),
                    layer.getDilation(),
                    layer.getConvolutionMode());
        }

        boolean same() {
            return mode == ConvolutionMode.Same;
        }
    }

    /**
     * @param images {@code [n, channels, height, width]} in any memory order
     * @throws org.deeplearning4j.exception.DL4JInvalidInputException if the window does not fit them
     */
    static WindowGeometry of(INDArray images, long channelsOut, Options options) {
        ConvolutionUtils.getOutputSize( // called for what it refuses
                images,
                options.kernel(),
                options.stride(),
                options.same() ? null : options.padding(),
                options.mode(),
                options.dilation(),
                CNN2DFormat.NCHW);
        return of(images.shape(), channelsOut, options);
    }

    /** @param shape {@code [n, channels, height, width]} of the images */
    static WindowGeometry of(long[] shape, long channelsOut, Options options) {
        return new WindowGeometry(
                shape[0],
                shape[1],
                channelsOut,
                options.same(),
                axis((int) shape[2], 0, options),
                axis((int) shape[3], 1, options));
    }

    private static Axis axis(int in, int axis, Options options) {
        return Axis.of(
                in,
                options.kernel()[axis],
                options.stride()[axis],
                options.padding()[axis],
                options.dilation()[axis],
                options.same());
    }

    long[] inputShape() {
        return new long[] {batch, channelsIn, height.in(), width.in()};
    }

    long[] outputShape() {
        return new long[] {batch, channelsOut, height.out(), width.out()};
    }

    long[] weightsShape() {
        return new long[] {channelsOut, channelsIn, height.kernel(), width.kernel()};
    }

    long[] kernel() {
        return new long[] {height.kernel(), width.kernel()};
    }

    long[] strides() {
        return new long[] {height.stride(), width.stride()};
    }

    /** Pixels left out between two under the window. */
    long[] gaps() {
        return new long[] {height.dilation() - 1, width.dilation() - 1};
    }

    long[] paddingBefore() {
        return new long[] {height.padding(), width.padding()};
    }

    long[] paddingAfter() {
        return new long[] {height.paddingAfter(), width.paddingAfter()};
    }
}
