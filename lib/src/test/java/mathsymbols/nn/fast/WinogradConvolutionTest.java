package mathsymbols.nn.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mathsymbols.machine.NativeLibrary;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

class WinogradConvolutionTest {
    private static final LayerWorkspaceMgr MEMORY = LayerWorkspaceMgr.noWorkspacesImmutable();

    @TempDir
    private Path folder;

    /** What one step computes: values, and gradients with respect to images, weights and bias. */
    record Step(INDArray values, INDArray ofImages, INDArray ofWeights, INDArray ofBias) {}

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 4, 4, 4, 3, Same, 1",
        "2, 3, 5, 9, 14, 4, 3, Same, 2",
        "3, 3, 5, 9, 14, 4, 3, Truncate, 2", // no padding, results that fill no tile, images that fill no block
        "3, 16, 8, 3, 3, 4, 3, Truncate, 3", // one result
        "1, 2, 3, 1, 7, 4, 3, Same, 1", // lower than a tile
        "5, 4, 6, 8, 8, 6, 3, Truncate, 2",
        "2, 4, 6, 7, 13, 6, 3, Same, 1",
        "1, 5, 3, 26, 26, 4, 5, Truncate, 1",
        "3, 4, 7, 9, 12, 4, 5, Same, 2",
        "7, 3, 4, 5, 6, 4, 5, Truncate, 3"
    })
    void valuesAndGradientsAreTheSumsThatDefineThem(
            int n, int in, int out, int height, int width, int m, int kernel, ConvolutionMode mode, int images) {
        WindowGeometry geometry = geometry(n, in, out, height, width, kernel, mode);
        agrees(new TileGrid(Winograd.of(m, kernel), geometry, images), 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"4, 3, 1e-5", "6, 3, 2e-5", "4, 5, 2e-5"})
    void withManyChannelsErrorsAreStillSmall(int m, int kernel, double tolerance) {
        WindowGeometry geometry = geometry(2, 256, 128, 12, 12, kernel, ConvolutionMode.Truncate);
        agrees(TileGrid.of(Winograd.of(m, kernel), geometry), tolerance);
    }

    private static void agrees(TileGrid grid, double tolerance) {
        Float64Convolution reference = new Float64Convolution(grid.geometry());
        List<INDArray> given = given(grid.geometry());
        INDArray sums = reference.forward(given.get(0), given.get(1), given.get(2));
        INDArray values = sums.dup();
        BooleanIndexing.replaceWhere(values, 0, Conditions.lessThan(0));

        Step step = step(grid);
        Twins.assertClose(step.values(), values, tolerance);

        // With the signs that were computed: a sum next to 0 may get the other one.
        INDArray delta =
                given.get(3).castTo(DataType.DOUBLE).mul(step.values().gt(0).castTo(DataType.DOUBLE));
        Float64Convolution.Gradients gradients = reference.backward(given.get(0), given.get(1), delta);
        Twins.assertClose(step.ofImages(), gradients.images(), tolerance);
        Twins.assertClose(step.ofWeights(), gradients.weights(), tolerance);
        Twins.assertClose(step.ofBias(), gradients.bias(), tolerance);
    }

    /** oneDNN takes its number of threads from the environment. */
    @Test
    void oneThreadComputesTheSameNumbersAsTwo() throws Exception {
        assertThat(numbersWithThreads(2)).isEqualTo(numbersWithThreads(1)).hasSize(12);
    }

    private List<String> numbersWithThreads(int count) throws Exception {
        Path output = folder.resolve(count + " threads");
        Path errors = Files.createTempFile("errors with " + count + " threads", ".txt"); // kept where a test fails
        ProcessBuilder child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + count,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Numbers.class.getName())
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile());
        child.environment().put("OMP_NUM_THREADS", Integer.toString(count));
        assertThat(child.start().waitFor())
                .as("exit status; what went wrong is in %s", errors)
                .isZero();
        Files.delete(errors);
        return Files.readAllLines(output);
    }

    /** Prints what a step computes, as hash codes. */
    static final class Numbers {
        public static void main(String[] arguments) {
            NativeLibrary.select();
            for (Winograd method : List.of(Winograd.of(4, 3), Winograd.of(6, 3), Winograd.of(4, 5))) {
                Step step = step(
                        TileGrid.of(method, geometry(6, 96, 128, 14, 14, method.kernel(), ConvolutionMode.Truncate)));
                Stream.of(step.values(), step.ofImages(), step.ofWeights(), step.ofBias())
                        .map(array -> Arrays.hashCode(numbers(array)))
                        .forEach(System.out::println);
            }
        }
    }

    @Test
    void isForManyChannelsAndTilesAndForSmallKernels() {
        assertThat(resultsOfTile(64, 96, 26, 5)).contains(4);
        assertThat(resultsOfTile(64, 256, 10, 3)).contains(4);
        assertThat(resultsOfTile(64, 256, 8, 3)).contains(6); // one tile of 8 × 8 instead of four of 6 × 6
        assertThat(resultsOfTile(16, 256, 8, 3)).isEmpty(); // few tiles
        assertThat(resultsOfTile(64, 64, 26, 5)).isEmpty(); // few channels
        assertThat(resultsOfTile(64, 256, 226, 3)).isEmpty(); // large images
        assertThat(resultsOfTile(64, 96, 26, 7)).isEmpty();
        assertThat(resultsOfTile(64, 3400, 10, 3)).contains(4);
        assertThat(resultsOfTile(64, 3500, 10, 3)).isEmpty(); // kernels of 129 MB
        assertThat(resultsOfTile(32_767, 256, 8, 3)).contains(6);
        assertThat(resultsOfTile(32_768, 256, 8, 3)).isEmpty(); // images of 2 GiB, a byte more than a buffer holds
        assertThat(resultsOfTile(40_000, 100, 9, 3)).contains(4);
        assertThat(resultsOfTile(50_000, 100, 9, 3)).isEmpty(); // results of 2.5 GB
        assertThat(TileGrid.ifFaster(geometry(new int[] {3, 5}, 1, 1))).isEmpty();
        assertThat(TileGrid.ifFaster(geometry(new int[] {3, 3}, 2, 1))).isEmpty();
        assertThat(TileGrid.ifFaster(geometry(new int[] {3, 3}, 1, 2))).isEmpty();
    }

    private static Optional<Integer> resultsOfTile(int n, int in, int pixels, int kernel) {
        return TileGrid.ifFaster(geometry(n, in, 256, pixels, pixels, kernel, ConvolutionMode.Truncate))
                .map(grid -> grid.method().out());
    }

    private static WindowGeometry geometry(int[] kernel, int stride, int dilation) {
        var options = new WindowGeometry.Options(
                kernel,
                new int[] {stride, stride},
                new int[] {0, 0},
                new int[] {dilation, dilation},
                ConvolutionMode.Same);
        return WindowGeometry.of(new long[] {64, 128, 28, 28}, 128, options);
    }

    @Test
    void theEngineTakesItForManyTilesAndChannels() {
        WindowGeometry geometry = geometry(64, 96, 256, 26, 26, 5, ConvolutionMode.Truncate);
        assertThat(prepared(geometry, new ActivationReLU())).isInstanceOf(WinogradConvolution.class);
        assertThat(prepared(geometry, new ActivationTanH())).isInstanceOf(OneDnnConvolution.class);
    }

    private static Affine prepared(WindowGeometry geometry, IActivation activation) {
        return new OneDnnEngine().convolution().orElseThrow().apply(new ConvolutionSpec(geometry, true, activation));
    }

    /** Images, weights, bias, and the gradient with respect to the values. */
    private static List<INDArray> given(WindowGeometry geometry) {
        return List.of(
                Twins.batches(1, geometry.inputShape()).get(0),
                Twins.batches(2, geometry.weightsShape()).get(1),
                Twins.batches(3, geometry.channelsOut()).get(2),
                Twins.batches(4, geometry.outputShape()).get(3));
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "6, 3", "4, 5"})
    void withoutActivationValuesAreTheSumsAndMayBeNegative(int m, int kernel) {
        TileGrid grid = new TileGrid(Winograd.of(m, kernel), geometry(3, 4, 5, 9, 12, kernel, ConvolutionMode.Same), 2);
        List<INDArray> given = given(grid.geometry());
        Float64Convolution reference = new Float64Convolution(grid.geometry());

        Step step = step(grid, new ActivationIdentity());

        Twins.assertClose(step.values(), reference.forward(given.get(0), given.get(1), given.get(2)), 1e-5);
        Float64Convolution.Gradients gradients = gradients(reference, given);
        Twins.assertClose(step.ofImages(), gradients.images(), 1e-5);
        Twins.assertClose(step.ofWeights(), gradients.weights(), 1e-5);
        Twins.assertClose(step.ofBias(), gradients.bias(), 1e-5);
    }

    @Test
    void neitherBiasNorTheGradientOfImagesIsNeeded() {
        TileGrid grid = new TileGrid(Winograd.of(4, 3), geometry(3, 4, 5, 9, 12, 3, ConvolutionMode.Same), 2);
        List<INDArray> given = given(grid.geometry());
        Float64Convolution reference = new Float64Convolution(grid.geometry());
        Affine convolution =
                new WinogradConvolution(grid, new ConvolutionSpec(grid.geometry(), false, new ActivationIdentity()));
        var parameters = new Affine.Weights(given.get(1), Optional.empty());
        var gradients = new Affine.Weights(Nd4j.create(grid.geometry().weightsShape()), Optional.empty());

        INDArray values = convolution.forward(given.get(0), parameters, true, MEMORY);
        Optional<INDArray> ofImages =
                convolution.backward(given.get(0), parameters, given.get(3), gradients, false, MEMORY);

        Twins.assertClose(values, reference.forward(given.get(0), given.get(1), Nd4j.zeros(5)), 1e-5);
        assertThat(ofImages).isEmpty();
        Twins.assertClose(gradients.weights(), gradients(reference, given).weights(), 1e-5);
    }

    private static Float64Convolution.Gradients gradients(Float64Convolution reference, List<INDArray> given) {
        return reference.backward(given.get(0), given.get(1), given.get(3).castTo(DataType.DOUBLE));
    }

    @Test
    void inferenceGivesTheValuesOfTraining() {
        TileGrid grid = new TileGrid(Winograd.of(4, 3), geometry(3, 4, 5, 9, 12, 3, ConvolutionMode.Same), 2);
        List<INDArray> given = given(grid.geometry());
        Affine convolution =
                new WinogradConvolution(grid, new ConvolutionSpec(grid.geometry(), true, new ActivationReLU()));
        var parameters = new Affine.Weights(given.get(1), Optional.of(given.get(2)));

        float[] inference = numbers(convolution.forward(given.get(0), parameters, false, MEMORY));

        assertThat(inference).isEqualTo(numbers(step(grid).values()));
    }

    private static float[] numbers(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static Step step(TileGrid grid) {
        return step(grid, new ActivationReLU());
    }

    private static Step step(TileGrid grid, IActivation activation) {
        List<INDArray> given = given(grid.geometry());
        Affine convolution = new WinogradConvolution(grid, new ConvolutionSpec(grid.geometry(), true, activation));
        var parameters = new Affine.Weights(given.get(1), Optional.of(given.get(2)));
        var gradients = new Affine.Weights(
                Nd4j.create(grid.geometry().weightsShape()),
                Optional.of(Nd4j.create(grid.geometry().channelsOut())));
        INDArray values = convolution.forward(given.get(0), parameters, true, MEMORY);
        INDArray ofImages = convolution
                .backward(given.get(0), parameters, given.get(3), gradients, true, MEMORY)
                .orElseThrow();
        return new Step(values, ofImages, gradients.weights(), gradients.bias().orElseThrow());
    }

    private static WindowGeometry geometry(
            int n, int in, int out, int height, int width, int kernel, ConvolutionMode mode) {
        var options = new WindowGeometry.Options(
                new int[] {kernel, kernel}, new int[] {1, 1}, new int[] {0, 0}, new int[] {1, 1}, mode);
        return WindowGeometry.of(new long[] {n, in, height, width}, out, options);
    }
}
