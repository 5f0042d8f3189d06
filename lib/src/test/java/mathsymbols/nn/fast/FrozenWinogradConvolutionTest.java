package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

class FrozenWinogradConvolutionTest {
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
        Twins.assertClose(convolve(step, images), expected(step, images), 2e-6);
    }

    @Test
    void withManyChannelsTheErrorIsThatOfFloats() {
        FrozenStep.Convolution step = step(1, 512, 16, 8, 8, ConvolutionMode.Same, FusedActivation.IDENTITY);
        INDArray images = Twins.batches(1, 1, 512, 8, 8).get(0);
        Twins.assertClose(convolve(step, images), expected(step, images), 1e-5);
    }

    @Test
    void oneThreadComputesTheSameNumbersAsMany() throws Exception {
        FrozenStep.Convolution step = step(2, 128, 128, 28, 28, ConvolutionMode.Same, FusedActivation.RELU);
        INDArray images = Twins.batches(1, 2, 128, 28, 28).get(0);
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool four = new ForkJoinPool(4);
        try {
            float[] alone = one.submit(() -> numbers(step, images)).get();
            assertThat(four.submit(() -> numbers(step, images)).get()).isEqualTo(alone);
        } finally {
            one.shutdown();
            four.shutdown();
        }
    }

    private static float[] numbers(FrozenStep.Convolution step, INDArray images) {
        return convolve(step, images).dup('c').data().asFloat();
    }

    @Test
    void isForFunctionsThatArePartOfItAndForShortVectors() {
        assertThat(FrozenWinogradConvolution.ifFaster(
                                step(8, 128, 128, 28, 28, ConvolutionMode.Same, FusedActivation.RELU))
                        .isPresent())
                .isEqualTo(!OneDnn.usesAvx512());
        assertThat(FrozenWinogradConvolution.ifFaster(
                        step(8, 128, 128, 28, 28, ConvolutionMode.Same, FusedActivation.TANH)))
                .isEmpty();
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
        try (FrozenWinogradConvolution convolution =
                new FrozenWinogradConvolution(TileGrid.of(Winograd.of(4, 3), step.geometry()), step)) {
            INDArray scratch = Nd4j.createUninitialized(DataType.FLOAT, convolution.scratchBytes() / Float.BYTES + 1);
            convolution.run(from, to, scratch);
        }
        return to;
    }

    private static INDArray expected(FrozenStep.Convolution step, INDArray images) {
        INDArray sums = new Float64Convolution(step.geometry())
                .forward(images, step.weights(), step.bias().orElseThrow());
        if (step.activation() == FusedActivation.RELU) {
            BooleanIndexing.replaceWhere(sums, 0, Conditions.lessThan(0));
        }
        return sums;
    }
}
