package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WinogradConvolutionTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 4, 4, Same",
        "2, 3, 5, 9, 14, Same",
        "2, 3, 5, 9, 14, Truncate", // no padding, results that fill no tile
        "3, 16, 8, 3, 3, Truncate", // one result
        "1, 2, 3, 1, 7, Same" // lower than a tile
    })
    void agreesWithTheSumsThatDefineAConvolution(int n, int in, int out, int height, int width, ConvolutionMode mode) {
        FrozenStep.Convolution step = step(n, in, out, height, width, mode, FusedActivation.RELU);
        INDArray images = Twins.batches(1, n, in, height, width).get(0);
        Twins.assertClose(convolve(step, images), convolution(step, images), 2e-6);
    }

    @Test
    void withManyChannelsTheErrorIsThatOfFloats() {
        FrozenStep.Convolution step = step(1, 512, 16, 8, 8, ConvolutionMode.Same, FusedActivation.IDENTITY);
        INDArray images = Twins.batches(1, 1, 512, 8, 8).get(0);
        Twins.assertClose(convolve(step, images), convolution(step, images), 1e-5);
    }

    @Test
    void isWorkedOnBlockByBlock() {
        // 28 rows of 14 tiles with 2 × 200 channels take 22 MB, and kernels of 6 MB allow 12 MB a block.
        FrozenStep.Convolution step = step(2, 200, 200, 56, 56, ConvolutionMode.Same, FusedActivation.RELU);
        INDArray images = Twins.batches(1, 2, 200, 56, 56).get(0);
        OneDnnPrimitive direct = ConvolutionPrimitives.forward(step.geometry(), true, FusedActivation.RELU);
        LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspacesImmutable();
        INDArray expected = ChannelsLast.create(step.geometry().outputShape(), memory, ArrayType.ACTIVATIONS);
        direct.bind(DNNL_ARG_SRC, new ChannelsLast().of(images, memory, ArrayType.INPUT))
                .bind(DNNL_ARG_WEIGHTS, direct.arrangeWeights(step.weights(), memory, ArrayType.INPUT))
                .bind(DNNL_ARG_BIAS, step.bias())
                .bind(DNNL_ARG_DST, expected)
                .run(memory, ArrayType.INPUT);
        Twins.assertClose(convolve(step, images), expected, 3e-5);
    }

    @Test
    void oneThreadComputesTheSameNumbersAsMany() throws Exception {
        FrozenStep.Convolution step = step(2, 128, 128, 28, 28, ConvolutionMode.Same, FusedActivation.RELU);
        INDArray images = Twins.batches(1, 2, 128, 28, 28).get(0);
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool four = new ForkJoinPool(4);
        try {
            INDArray alone = one.submit(() -> convolve(step, images)).get();
            assertThat(four.submit(() -> convolve(step, images)).get()).isEqualTo(alone);
        } finally {
            one.shutdown();
            four.shutdown();
        }
    }

    @Test
    void isForManyChannelsAndTilesAndForKernelsOfThreeByThree() {
        assertThat(WinogradConvolution.suits(step(8, 128, 128, 28, 28, ConvolutionMode.Same, FusedActivation.RELU)))
                .isTrue();
        assertThat(WinogradConvolution.suits(step(8, 64, 128, 28, 28, ConvolutionMode.Same, FusedActivation.RELU)))
                .isFalse();
        assertThat(WinogradConvolution.suits(step(1, 128, 128, 14, 14, ConvolutionMode.Same, FusedActivation.RELU)))
                .isFalse();
        assertThat(WinogradConvolution.suits(step(8, 128, 128, 28, 28, ConvolutionMode.Same, FusedActivation.TANH)))
                .isFalse();
        assertThat(WinogradConvolution.suits(strided())).isFalse();
    }

    private static FrozenStep.Convolution strided() {
        var options = new WindowGeometry.Options(
                new int[] {3, 3}, new int[] {2, 2}, new int[] {0, 0}, new int[] {1, 1}, ConvolutionMode.Same);
        return step(WindowGeometry.of(new long[] {8, 128, 28, 28}, 128, options), FusedActivation.RELU);
    }

    private static FrozenStep.Convolution step(
            int n, int in, int out, int height, int width, ConvolutionMode mode, FusedActivation activation) {
        var options = new WindowGeometry.Options(
                new int[] {3, 3}, new int[] {1, 1}, new int[] {0, 0}, new int[] {1, 1}, mode);
        return step(WindowGeometry.of(new long[] {n, in, height, width}, out, options), activation);
    }

    private static FrozenStep.Convolution step(WindowGeometry geometry, FusedActivation activation) {
        INDArray weights = Twins.batches(1, geometry.weightsShape()).get(0);
        INDArray bias = Twins.batches(1, geometry.channelsOut()).get(0);
        return new FrozenStep.Convolution(geometry, activation, weights, Optional.of(bias));
    }

    private static INDArray convolve(FrozenStep.Convolution step, INDArray images) {
        LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspacesImmutable();
        INDArray from = new ChannelsLast().of(images, memory, ArrayType.INPUT);
        INDArray to = ChannelsLast.create(step.geometry().outputShape(), memory, ArrayType.ACTIVATIONS);
        try (WinogradConvolution convolution = new WinogradConvolution(step)) {
            INDArray scratch = Nd4j.createUninitialized(DataType.FLOAT, convolution.scratchBytes() / Float.BYTES + 1);
            convolution.run(from, to, scratch);
        }
        return to;
    }

    /** One sum after the other, in float64. */
    private static INDArray convolution(FrozenStep.Convolution step, INDArray images) {
        WindowGeometry g = step.geometry();
        INDArray result = Nd4j.create(DataType.DOUBLE, g.outputShape());
        float[] x = images.dup('c').data().asFloat();
        float[] w = step.weights().dup('c').data().asFloat();
        float[] b = step.bias().orElseThrow().toFloatVector();
        int in = (int) g.channelsIn();
        int height = g.height().in();
        int width = g.width().in();
        for (int n = 0; n < g.batch(); n++) {
            for (int out = 0; out < g.channelsOut(); out++) {
                for (int y = 0; y < g.height().out(); y++) {
                    for (int z = 0; z < g.width().out(); z++) {
                        double sum = b[out];
                        for (int c = 0; c < in; c++) {
                            for (int i = 0; i < 9; i++) {
                                int row = y + i / 3 - g.height().padding();
                                int column = z + i % 3 - g.width().padding();
                                if (row >= 0 && row < height && column >= 0 && column < width) {
                                    sum += (double) x[((n * in + c) * height + row) * width + column]
                                            * w[(out * in + c) * 9 + i];
                                }
                            }
                        }
                        boolean cut = step.activation() == FusedActivation.RELU && sum < 0;
                        result.putScalar(new int[] {n, out, y, z}, cut ? 0 : sum);
                    }
                }
            }
        }
        return result;
    }
}
