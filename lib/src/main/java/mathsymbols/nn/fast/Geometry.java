package mathsymbols.nn.fast;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
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
record Geometry(long batch, long channelsIn, long channelsOut, boolean same, Axis height, Axis width) {

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
        static Axis same(int in, int kernel, int stride) {
            int out = (in + stride - 1) / stride;
            return new Axis(in, out, kernel, stride, Math.max(0, (out - 1) * stride + kernel - in) / 2, 1);
        }

        /** Zeros after the last pixel that the last position of the window reaches. */
        int paddingAfter() {
            return Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in - padding);
        }
    }

    /** @param images {@code [n, channels, height, width]} in any memory order */
    static Geometry of(
            INDArray images,
            long channelsOut,
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation,
            ConvolutionMode mode) {
        boolean same = mode == ConvolutionMode.Same;
        int[] size = {(int) images.size(2), (int) images.size(3)};
        int[] out = ConvolutionUtils.getOutputSize(
                images, kernel, stride, same ? null : padding, mode, dilation, CNN2DFormat.NCHW);
        int[] before = same ? ConvolutionUtils.getSameModeTopLeftPadding(out, size, kernel, stride, dilation) : padding;
        return new Geometry(
                images.size(0),
                images.size(1),
                channelsOut,
                same,
                new Axis(size[0], out[0], kernel[0], stride[0], before[0], dilation[0]),
                new Axis(size[1], out[1], kernel[1], stride[1], before[1], dilation[1]));
    }

    /**
     * A square window over images, padded so that but for the stride as many pixels go out as come in.
     *
     * @param shape {@code [n, channels, height, width]} of the images
     */
    static Geometry same(long[] shape, long channelsOut, int kernel, int stride) {
        return new Geometry(
                shape[0],
                shape[1],
                channelsOut,
                true,
                Axis.same((int) shape[2], kernel, stride),
                Axis.same((int) shape[3], kernel, stride));
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
