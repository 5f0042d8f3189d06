package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import mathsymbols.data.Examples;
import mathsymbols.data.SampleImages;
import mathsymbols.data.SplitImages;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import mathsymbols.train.History;
import mathsymbols.train.Trainer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
        images = SampleImages.in(folder, whole -> whole.subset(19, 19, 19));
    }

    @Test
    void everyImageHasTheFeaturesThatTheBaseGives() {
        SplitFeatures features = open(1, Progress.NONE);

        assertThat(read(features.test(), 17)).isEqualTo(computed(1, images.test(), 17));
        assertThat(features.validation().label(3)).isEqualTo(images.validation().label(3));
    }

    @Test
    void whatIsThereIsNotComputedAgain() {
        open(1, Progress.NONE);
        List<Long> computed = new ArrayList<>();
        open(1, (task, done, total) -> computed.add(done));

        assertThat(computed).isEmpty();
    }

    @Test
    void aFlippedByteIsNamedAndItsBlockComputedAnew() throws IOException {
        open(1, Progress.NONE);
        Path file = file();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 2] ^= 1;
        Files.write(file, bytes);
        Features damaged = open(1, Progress.NONE).test();
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> read(damaged, 18))
                .withMessage(file + " is damaged in block 3: run again, and that block is made anew.");

        List<Long> computed = new ArrayList<>();
        SplitFeatures features = open(1, (task, done, total) -> computed.add(done));
        assertThat(computed).containsExactly(57L);
        assertThat(read(features.test(), 18)).isEqualTo(computed(1, images.test(), 18));
    }

    @Test
    void whatEarlierVersionsLeftIsSweptAway() throws IOException {
        Path old = Files.write(folder.resolve("features-19-19-19-0a1b2c3d.f32"), new byte[9]);
        open(1, Progress.NONE);

        assertThat(old).doesNotExist();
    }

    @Test
    void aBaseThatBreaksItsPromiseIsNotBelieved() {
        FrozenBase half = new Scaled(1) {
            @Override
            public FeatureShape shape() {
                return new FeatureShape(7, 7, 256);
            }
        };
        assertThatThrownBy(() -> FeatureCache.open(half, images, folder, Progress.NONE))
                .hasMessage("The base gives features of the shape [16, 25088] instead of [16, 12544]");
    }

    @Test
    void otherWeightsGetOtherFeatures() {
        open(1, Progress.NONE);

        assertThat(read(open(2, Progress.NONE).train(), 0)).isEqualTo(computed(2, images.train(), 0));
    }

    @Test
    void anInterruptedRunGoesOnWhereItStopped() throws IOException {
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> open(1, (task, done, total) -> {
                    if (done >= 38) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).isTrue();
        tearTheLastBlock();
        List<Long> computed = new ArrayList<>();
        SplitFeatures features = open(1, (task, done, total) -> computed.add(done));

        assertThat(computed.get(0)).isGreaterThan(16);
        assertThat(read(features.train(), 18)).isEqualTo(computed(1, images.train(), 18));
        assertThat(read(features.test(), 0)).isEqualTo(computed(1, images.test(), 0));
    }

    @Test
    void anInterruptWhileTheBaseComputesIsACancellation() {
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> {
            FrozenBase interrupting = new Scaled(1).withPreprocessing("interrupt", inputs -> {
                Thread.currentThread().interrupt();
                return inputs;
            });
            FeatureCache.open(interrupting, images, folder, Progress.NONE);
        });
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheReason() throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("in the way"));

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> FeatureCache.open(new Scaled(1), images, inTheWay, Progress.NONE))
                .withMessageContaining("in the way")
                .withMessageContaining("(FileAlreadyExistsException)");
    }

    @Test
    void trainingOnCachedFeaturesEqualsTrainingEndToEnd() {
        try (Vgg19 vgg19 = Vgg19.random(5)) {
            SplitFeatures cached = FeatureCache.open(vgg19, images, folder, Progress.NONE);
            History once = train(cached.train(), cached.validation());
            History endToEnd = train(new Computed(vgg19, images.train()), new Computed(vgg19, images.validation()));

            History.Epoch expected = endToEnd.epochs().get(0);
            History.Epoch actual = once.epochs().get(0);
            assertThat(actual.loss()).isCloseTo(expected.loss(), withinPercentage(0.01));
            assertThat(actual.valLoss()).isCloseTo(expected.valLoss(), withinPercentage(0.01));
            assertThat(actual.accuracy()).isEqualTo(expected.accuracy());
        }
    }

    private static History train(Examples train, Examples validation) {
        MultiLayerNetwork head = TransferHead.build(Vgg19.SHAPE, 19, 1001);
        try {
            return Trainer.of(head)
                    .epochs(1)
                    .batchSize(8)
                    .fit(train, validation)
                    .history();
        } finally {
            head.close();
        }
    }

    /** Images that go through VGG19 anew whenever they are read. */
    private record Computed(Vgg19 vgg19, Examples images) implements Examples {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public List<String> classes() {
            return images.classes();
        }

        @Override
        public int label(int index) {
            return images.label(index);
        }

        @Override
        public long[] shape() {
            return new long[] {Vgg19.FEATURES};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            FloatBuffer pixels = FloatBuffer.allocate(3 * 224 * 224);
            images.read(index, pixels);
            try (INDArray image = Nd4j.create(pixels.array(), new long[] {1, 3, 224, 224}, 'c');
                    INDArray features = vgg19.features(image)) {
                target.put(features.toFloatVector());
            }
        }
    }

    private SplitFeatures open(float factor, Progress progress) {
        return FeatureCache.open(new Scaled(factor), images, folder, progress);
    }

    private void tearTheLastBlock() throws IOException {
        Path file = file();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1000));
    }

    private Path file() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "features-19-19-19-*.rows")) {
            return files.iterator().next();
        }
    }

    private static float[] read(Examples examples, int index) {
        FloatBuffer values = FloatBuffer.allocate((int) examples.shape()[0]);
        examples.read(index, values);
        return values.array();
    }

    private static float[] computed(float factor, Examples images, int index) {
        FloatBuffer pixels = FloatBuffer.allocate(3 * 224 * 224);
        images.read(index, pixels);
        return new Scaled(factor)
                .features(Nd4j.create(pixels.array(), new long[] {1, 3, 224, 224}, 'c'))
                .toFloatVector();
    }
}
