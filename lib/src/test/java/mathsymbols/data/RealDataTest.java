package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mathsymbols.io.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class RealDataTest {
    @Test
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_DATA", matches = ".+")
    void theSplitOfTheReportIsReproducedToTheFile() {
        try (Dataset dataset = Dataset.open(Path.of(System.getenv("MATH_SYMBOLS_DATA")))) {
            Split split = Split.ofReport(dataset);

            assertThat(split.classes())
                    .containsExactly(
                            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "add", "dec", "div", "eq", "mul", "sub",
                            "x", "y", "z");
            assertThat(split.train()).hasSize(6790);
            assertThat(split.validation()).hasSize(2263);
            assertThat(split.test()).hasSize(1018);
            assertThat(Split.sha256(split.train()))
                    .isEqualTo("b0421cddddfe93a1f29cd1b73a68184c4bbc1211794a5075b6f4afe4d1f78ff0");
            assertThat(Split.sha256(split.validation()))
                    .isEqualTo("12a35550969c5a10960ef4d03725d09dd3d86bfa93b215718f53a6e9ceee4a95");
            assertThat(Split.sha256(split.test()))
                    .isEqualTo("873ec76ad600af635ab08ccfb98065d1cf83640713ff85af5b456cdfb7211a05");
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_DATA", matches = ".+")
    void theCacheIsOffByHalfALevelAtMostAndLosesNoImage(@TempDir Path folder) {
        try (Dataset dataset = Dataset.open(Path.of(System.getenv("MATH_SYMBOLS_DATA")))) {
            Split split = Split.ofReport(dataset).subset(95, 38, 38);

            SplitImages images = PixelCache.open(dataset, split, folder, Progress.NONE);

            assertThat(images.skipped()).isEmpty();
            assertThat(images.train().size()).isEqualTo(95);
            for (int i = 0; i < images.train().size(); i++) {
                ImageRef ref = images.train().ref(i);
                float[] exact = Images.floats(Images.decode(dataset.read(ref), ref.toString()));
                FloatBuffer cached = FloatBuffer.allocate(Images.VALUES);
                images.train().read(i, cached);
                assertThat(largestDifference(exact, cached.flip()))
                        .as("%s", ref)
                        .isLessThanOrEqualTo(0.5f / 255 + 1e-7f);
            }
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_GOLDEN", matches = ".+")
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_OWN_IMAGES", matches = ".+")
    void imagesBecomeTheNumbersThatTensorFlowMadeOfThem() throws IOException {
        FloatBuffer golden = golden("own_inputs_01_03_rgb01_nchw_f32.npy");

        float jpeg = largestDifference(own("01.jpg"), golden);
        float png = largestDifference(own("03.png"), golden);

        assertThat(golden.remaining()).isZero();
        assertThat(jpeg).isLessThan(0.01f / 255);
        assertThat(png).isLessThan(0.01f / 255);
    }

    private static float[] own(String file) throws IOException {
        Path path = Path.of(System.getenv("MATH_SYMBOLS_OWN_IMAGES"), file);
        return Images.floats(Images.decode(Files.readAllBytes(path), file));
    }

    private static FloatBuffer golden(String file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(System.getenv("MATH_SYMBOLS_GOLDEN"), file)))
                .order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8);
        String description = new String(bytes.array(), 10, header, StandardCharsets.US_ASCII);
        assertThat(description).contains("'<f4'", "'fortran_order': False", "(2, 3, 224, 224)");
        return bytes.position(10 + header)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private static float largestDifference(float[] values, FloatBuffer expected) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value - expected.get()));
        }
        return largest;
    }
}
