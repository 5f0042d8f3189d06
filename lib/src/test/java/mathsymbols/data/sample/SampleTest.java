package mathsymbols.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Images;
import mathsymbols.data.Split;
import mathsymbols.io.Hashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
    @TempDir
    Path folder;

    @Test
    void theSampleLooksLikeTheReportsArchive() throws IOException {
        Path zip = folder.resolve("sample.zip");

        Sample.generate(zip, 1001, 12);

        try (Dataset dataset = Dataset.open(zip)) {
            assertThat(dataset.isSample()).isTrue();
            assertThat(dataset.classes())
                    .containsExactly(
                            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "add", "dec", "div", "eq", "mul", "sub",
                            "x", "y", "z");
            assertThat(dataset.images()).hasSize(19 * 12);
            Set<String> contents = new HashSet<>();
            for (ImageRef ref : dataset.images()) {
                byte[] file = dataset.read(ref);
                BufferedImage image = Images.decode(file, ref.toString());
                boolean png = ref.file().endsWith("png");
                assertThat(image.getWidth()).isEqualTo(png ? 400 : 155);
                assertThat(image.getHeight()).isEqualTo(png ? 400 : 135);
                assertThat(ink(image)).as("share of ink in %s", ref).isBetween(0.0002, 0.2);
                contents.add(Hashes.sha256(file));
            }
            assertThat(contents).as("no two images are alike").hasSize(19 * 12);
            assertThat(dataset.images().stream().filter(ref -> ref.file().endsWith("png")))
                    .hasSize(19 * 3);
            assertThat(Split.ofReport(dataset).classes()).hasSize(19);
        }
    }

    /** The share of dark pixels. */
    private static double ink(BufferedImage image) {
        int dark = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                dark += (image.getRGB(x, y) & 255) < 128 ? 1 : 0;
            }
        }
        return (double) dark / image.getWidth() / image.getHeight();
    }

    @Test
    void theSameSeedDrawsTheSameImagesAndAnotherSeedOthers() throws IOException {
        Sample.generate(folder.resolve("a.zip"), 1, 4);
        Sample.generate(folder.resolve("b.zip"), 1, 4);
        Sample.generate(folder.resolve("c.zip"), 2, 4);

        String a = Hashes.sha256(folder.resolve("a.zip"));
        assertThat(Hashes.sha256(folder.resolve("b.zip"))).isEqualTo(a);
        assertThat(Hashes.sha256(folder.resolve("c.zip"))).isNotEqualTo(a);
    }
}
