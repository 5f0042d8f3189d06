package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.indices;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import mathsymbols.data.SampleImages;
import mathsymbols.data.SplitImages;
import mathsymbols.io.Progress;
import mathsymbols.train.Fit;
import mathsymbols.train.Trainer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A second base beside VGG19, and what exercise 1 of notebook 3 asks for. */
class FrozenBaseTest {
    @TempDir
    static Path folder;

    private static SplitImages images;

    @BeforeAll
    static void drawSample() throws IOException {
        images = SampleImages.in(folder);
    }

    @Test
    void aSecondBaseGoesThroughCacheHeadAndGradCam() {
        FrozenBase tiles = new Tiles();
        SplitFeatures features = FeatureCache.open(tiles, images, folder, Progress.NONE);
        assertThat(features).hasToString("384 features for each of 129 training, 42 validation and 19 test images");
        assertThat(features.shape()).isEqualTo(tiles.shape());

        MultiLayerNetwork head =
                TransferHead.build(tiles.shape(), images.classes().size(), 1);
        try (Fit fit = Trainer.of(head).epochs(3).batchSize(16).fit(features.train(), features.validation())) {
            assertThat(fit.history().epochs()).hasSize(3);

            float[][] heat = GradCam.of(head, features.test(), 5, 2);
            assertThat(heat).hasDimensions(8, 16);
            assertThat(sum(heat)).isEqualTo(logitWithoutBias(head, features.test(), 5, 2), within(1e-3));
            try (INDArray image = input(5)) {
                assertThat(sum(GradCam.of(head, tiles, image, 2))).isEqualTo(sum(heat), within(1e-3));
            }
        }
    }

    @Test
    void aPreprocessedBaseSeesWhatItKnowsAndHasAKeyOfItsOwn() {
        Tiles tiles = new Tiles();
        FrozenBase caffe =
                tiles.withPreprocessing("BGR less means", rgb -> rgb.get(all(), indices(2, 1, 0), all(), all())
                        .mul(255)
                        .sub(Nd4j.createFromArray(103.939f, 116.779f, 123.68f).reshape(1, 3, 1, 1)));

        assertThat(caffe.key()).isNotEqualTo(tiles.key());
        assertThat(caffe.shape()).isEqualTo(tiles.shape());
        SplitFeatures plain = FeatureCache.open(tiles, images, folder, Progress.NONE);
        SplitFeatures changed = FeatureCache.open(caffe, images, folder, Progress.NONE);
        assertThat(changed.key()).isNotEqualTo(plain.key());
        float[] before = read(plain.train(), 3);
        float[] after = read(changed.train(), 3);
        assertThat(after[0]).isEqualTo(255 * before[2] - 103.939f, within(1e-3f));
        assertThat(after[1]).isEqualTo(255 * before[1] - 116.779f, within(1e-3f));
        assertThat(after[383]).isEqualTo(255 * before[381] - 123.68f, within(1e-3f));
    }

    @Test
    void aPreprocessingMayGiveAViewOfTheImages() {
        Tiles tiles = new Tiles();
        FrozenBase second =
                tiles.withPreprocessing("the second image", two -> two.get(interval(1, 2), all(), all(), all()));
        try (INDArray first = input(5);
                INDArray other = input(6);
                INDArray both = Nd4j.concat(0, first, other);
                INDArray expected = tiles.features(other);
                INDArray actual = second.features(both)) {
            assertThat(actual).isEqualTo(expected);
            assertThat(both.wasClosed()).isFalse();
        }
    }

    private static double logitWithoutBias(MultiLayerNetwork head, Features features, int index, int label) {
        float[] weights = head.getLayer(0).getParam("W").getColumn(label).toFloatVector();
        float[] values = read(features, index);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * weights[i];
        }
        return sum;
    }

    private static INDArray input(int index) {
        FloatBuffer pixels = FloatBuffer.allocate(3 * 224 * 224);
        images.test().read(index, pixels);
        return Nd4j.create(pixels.array(), new long[] {1, 3, 224, 224}, 'c');
    }

    private static float[] read(Features features, int index) {
        FloatBuffer values = FloatBuffer.allocate(features.map().size());
        features.read(index, values);
        return values.array();
    }

    private static double sum(float[][] heat) {
        return Arrays.stream(heat)
                .mapToDouble(row -> {
                    double sum = 0;
                    for (float value : row) {
                        sum += value;
                    }
                    return sum;
                })
                .sum();
    }
}
