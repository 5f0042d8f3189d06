package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mathsymbols.data.Dataset;
import mathsymbols.data.Examples;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Split;
import mathsymbols.data.SplitImages;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Several real programs that want one feature cache, of which one is killed as {@code kill -9} does. */
class FeatureCacheProcessTest {
    private static final int BLOCKS = 4;

    @TempDir
    Path folder;

    /** Fills the cache, saying each step, but stops for ever when it has computed so many images. */
    static final class Filler {
        public static void main(String[] arguments) throws IOException {
            int last = Integer.parseInt(arguments[1]);
            FeatureCache.open(
                    new Scaled(3), images(Path.of(arguments[0])), Path.of(arguments[0]), (task, done, total) -> {
                        System.out.println(task + " " + done);
                        if (done == last) {
                            sleepForEver();
                        }
                    });
        }

        private static void sleepForEver() {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static SplitImages images(Path folder) throws IOException {
        try (Dataset dataset = Dataset.open(folder.resolve("sample.zip"))) {
            return PixelCache.open(dataset, Split.ofReport(dataset).subset(19, 19, 19), folder, Progress.NONE);
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whoWaitsGoesOnWhereTheKilledOneStoppedAndNothingFalseRemains() throws Exception {
        Sample.generate(folder.resolve("sample.zip"), 1, 10);
        SplitImages images = images(folder);
        Process killed = start("killed", 16);
        Process second = null;
        Process third = null;
        try {
            await("killed", killed, "Images through the base 16");
            second = start("second", -1);
            third = start("third", -1);
            await("second", second, "Waiting for another program");
            await("third", third, "Waiting for another program");
            killed.destroyForcibly();

            assertThat(second.waitFor()).isZero();
            assertThat(third.waitFor()).isZero();
            assertThat(computed("second") + computed("third")).isEqualTo(BLOCKS - 1);
        } finally {
            for (Process process : new Process[] {killed, second, third}) {
                if (process != null) {
                    process.destroyForcibly();
                }
            }
        }
        SplitFeatures features = FeatureCache.open(new Scaled(3), images, folder, (task, done, total) -> {
            throw new AssertionError("All is computed: " + task);
        });
        assertSame(features.train(), images.train());
        assertSame(features.validation(), images.validation());
        assertSame(features.test(), images.test());
    }

    private static void assertSame(Features features, Examples images) {
        for (int i = 0; i < images.size(); i++) {
            FloatBuffer pixels = FloatBuffer.allocate(3 * 224 * 224);
            images.read(i, pixels);
            FloatBuffer read = FloatBuffer.allocate(Vgg19.FEATURES);
            features.read(i, read);
            try (INDArray image = Nd4j.create(pixels.array(), new long[] {1, 3, 224, 224}, 'c');
                    INDArray expected = new Scaled(3).features(image)) {
                assertThat(read.array()).isEqualTo(expected.toFloatVector());
            }
        }
    }

    private Process start(String name, int stopAfter) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Filler.class.getName(),
                        folder.toString(),
                        Integer.toString(stopAfter))
                .redirectErrorStream(true)
                .redirectOutput(output(name).toFile())
                .start();
    }

    private Path output(String name) {
        return folder.resolve(name + ".txt");
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(output(name));
    }

    private void await(String name, Process process, String line) throws Exception {
        while (lines(name).stream().noneMatch(said -> said.startsWith(line))) {
            assertThat(process.isAlive()).as(() -> "still runs: " + name).isTrue();
            Thread.sleep(50);
        }
    }

    private long computed(String name) throws IOException {
        return lines(name).stream()
                .filter(line -> line.startsWith("Images through the base"))
                .count();
    }
}
