package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import mathsymbols.data.Dataset;
import mathsymbols.data.Examples;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Split;
import mathsymbols.data.SplitImages;
import mathsymbols.data.sample.Sample;
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
import org.nd4j.linalg.indexing.NDArrayIndex;

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
    void everyImageHasTheFeaturesThatTheBaseGives() {
        SplitFeatures features = open(1, Progress.NONE);

        assertThat(read(features.test(), 17)).containsExactly(computed(1, images.test(), 17));
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
    void aLastBlockThatMayBeTornIsComputedAgainThoughTheFileIsFull() throws IOException {
        open(1, Progress.NONE);
        zeroTheLastFeatureAndCutOffTheMark();

        assertThat(read(open(1, Progress.NONE).test(), 18)).containsExactly(computed(1, images.test(), 18));
    }

    @Test
    void otherWeightsGetOtherFeatures() {
        open(1, Progress.NONE);

        assertThat(read(open(2, Progress.NONE).train(), 0)).containsExactly(computed(2, images.train(), 0));
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
        assertThat(read(features.train(), 18)).containsExactly(computed(1, images.train(), 18));
        assertThat(read(features.test(), 0)).containsExactly(computed(1, images.test(), 0));
    }

    @Test
    void anInterruptWhileTheBaseComputesIsACancellation() {
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> FeatureCache.open(
                        inputs -> {
                            Thread.currentThread().interrupt();
                            return base(1, inputs);
                        },
                        "weights",
                        images,
                        folder,
                        Progress.NONE));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheReason() throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("in the way"));

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(
                        () -> FeatureCache.open(inputs -> base(1, inputs), "weights", images, inTheWay, Progress.NONE))
                .withMessageContaining("in the way")
                .withMessageContaining("(FileAlreadyExistsException)");
    }

    @Test
    void trainingOnCachedFeaturesEqualsTrainingEndToEnd() {
        try (Vgg19 vgg19 = Vgg19.random(5)) {
            SplitFeatures cached = FeatureCache.open(vgg19, images, folder, Progress.NONE);
            History once = train(cached.train(), cached.validation());
            History endToEnd = train(new Computed(vgg19, images.train()), new Computed(vgg19, images.validation()));

            for (int epoch = 0; epoch < 2; epoch++) {
                History.Epoch expected = endToEnd.epochs().get(epoch);
                History.Epoch actual = once.epochs().get(epoch);
                assertThat(actual.loss()).isCloseTo(expected.loss(), withinPercentage(0.01));
                assertThat(actual.valLoss()).isCloseTo(expected.valLoss(), withinPercentage(0.01));
                assertThat(actual.accuracy()).isEqualTo(expected.accuracy());
            }
        }
    }

    private static History train(Examples train, Examples validation) {
        MultiLayerNetwork head = TransferHead.build(19, 1001);
        try {
            return Trainer.of(head)
                    .epochs(2)
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
        return FeatureCache.open(inputs -> base(factor, inputs), "weights " + factor, images, folder, progress);
    }

    /** Stands in for VGG19, which takes seconds: the first values of each image, scaled. */
    private static INDArray base(float factor, INDArray inputs) {
        return inputs.reshape(inputs.size(0), -1)
                .get(NDArrayIndex.all(), NDArrayIndex.interval(50_000, 50_000 + Vgg19.FEATURES))
                .mul(factor);
    }

    private void zeroTheLastFeatureAndCutOffTheMark() throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, bytes.length - 1 - Float.BYTES, bytes.length, (byte) 0);
        Files.write(file(), Arrays.copyOf(bytes, bytes.length - 1));
    }

    private void tearTheLastBlock() throws IOException {
        Path file = file();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1000));
    }

    private Path file() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "features-19-19-19-*.f32")) {
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
        return base(factor, Nd4j.create(pixels.array(), new long[] {1, 3, 224, 224}, 'c'))
                .toFloatVector();
    }
}
