package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import mathsymbols.data.Dataset;
import mathsymbols.data.Examples;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Progress;
import mathsymbols.data.Sample;
import mathsymbols.data.Split;
import mathsymbols.data.SplitImages;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FeatureCacheTest {
    @TempDir
    Path folder;

    private SplitImages images;

    @BeforeEach
    void drawSample() throws IOException {
        Path archive = folder.resolve("sample.zip");
        Sample.generate(archive, 1, 10);
        try (Dataset dataset = Dataset.open(archive)) {
            Split split = Split.ofReport(dataset).subset(19, 19, 19);
            images = PixelCache.open(dataset, split, folder, Progress.NONE);
        }
    }

    @Test
    void everyImageHasTheFeaturesThatVgg19Gives() {
        try (Vgg19 vgg19 = Vgg19.random(1)) {
            SplitFeatures features = FeatureCache.open(vgg19, images, folder, Progress.NONE);

            assertThat(read(features.test(), 17)).containsExactly(computed(vgg19, images.test(), 17));
            assertThat(features.validation().label(3))
                    .isEqualTo(images.validation().label(3));
        }
    }

    @Test
    void whatIsThereIsNotComputedAgain() {
        try (Vgg19 vgg19 = Vgg19.random(1)) {
            FeatureCache.open(vgg19, images, folder, Progress.NONE);
            List<Long> computed = new ArrayList<>();
            FeatureCache.open(vgg19, images, folder, (task, done, total) -> computed.add(done));

            assertThat(computed).isEmpty();
        }
    }

    @Test
    void otherWeightsGetOtherFeatures() {
        try (Vgg19 one = Vgg19.random(1);
                Vgg19 two = Vgg19.random(2)) {
            FeatureCache.open(one, images, folder, Progress.NONE);

            assertThat(read(
                            FeatureCache.open(two, images, folder, Progress.NONE)
                                    .train(),
                            0))
                    .containsExactly(computed(two, images.train(), 0));
        }
    }

    @Test
    void anInterruptedRunGoesOnWhereItStopped() throws IOException {
        try (Vgg19 vgg19 = Vgg19.random(1)) {
            Assertions.assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> FeatureCache.open(vgg19, images, folder, (task, done, total) -> {
                        if (done >= 38) {
                            Thread.currentThread().interrupt();
                        }
                    }));
            assertThat(Thread.interrupted()).isTrue();
            tearTheLastBlock();
            List<Long> computed = new ArrayList<>();
            SplitFeatures features =
                    FeatureCache.open(vgg19, images, folder, (task, done, total) -> computed.add(done));

            assertThat(computed.get(0)).isGreaterThan(16);
            assertThat(read(features.train(), 18)).containsExactly(computed(vgg19, images.train(), 18));
            assertThat(read(features.test(), 0)).containsExactly(computed(vgg19, images.test(), 0));
        }
    }

    private void tearTheLastBlock() throws IOException {
        Path file = folder.resolve("features-19-19-19.f32");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1000));
    }

    private static float[] read(Examples examples, int index) {
        FloatBuffer values = FloatBuffer.allocate((int) examples.shape()[examples.shape().length - 1]);
        examples.read(index, values);
        return values.array();
    }

    private static float[] computed(Vgg19 vgg19, Examples images, int index) {
        FloatBuffer pixels = FloatBuffer.allocate(3 * 224 * 224);
        images.read(index, pixels);
        try (INDArray input = Nd4j.create(pixels.array(), new long[] {1, 3, 224, 224}, 'c');
                INDArray features = vgg19.features(input)) {
            return features.toFloatVector();
        }
    }
}
