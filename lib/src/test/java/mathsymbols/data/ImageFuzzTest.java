package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with bits turned over, ends cut off and false numbers: each is used, or refused with one sentence. */
class ImageFuzzTest {
    private static final int ROUNDS = 100;

    @TempDir
    Path folder;

    private static Map<String, byte[]> images() throws IOException {
        BufferedImage drawing = TestImages.plain(40, 30, BufferedImage.TYPE_3BYTE_BGR, Color.ORANGE);
        drawing.createGraphics().drawLine(3, 4, 30, 20);
        int[][][] samples = new int[9][7][3];
        samples[4][4][1] = 255;
        int[][][] rgba = new int[9][7][4];
        Map<String, byte[]> images = new LinkedHashMap<>();
        for (String format : new String[] {"jpg", "png", "gif", "bmp", "tiff"}) {
            images.put(format, TestImages.encoded(drawing, format));
        }
        images.put("interlaced png", new PngBytes(6, 16, true).write(rgba));
        images.put("webp", TestImages.losslessWebp(samples));
        images.put("webp with alpha", TestImages.losslessWebp(rgba));
        images.put("lossy webp", TestImages.webp(drawing));
        images.put(
                "tiled tiff",
                new TiffBytes(ByteOrder.BIG_ENDIAN, 2, 16, 3).tiled().write(samples));
        return images;
    }

    /** Flips some bits, cuts the end off, or writes one of the numbers at which programs stumble. */
    private static byte[] harm(byte[] sound, Random random) {
        byte[] harmed = sound.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    harmed[random.nextInt(harmed.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> harmed = Arrays.copyOf(harmed, random.nextInt(harmed.length));
            case 2 -> {
                byte[] lies = {0, 1, (byte) 0x7f, (byte) 0x80, (byte) 0xff};
                int at = random.nextInt(Math.min(harmed.length, 200));
                Arrays.fill(harmed, at, Math.min(harmed.length, at + 1 + random.nextInt(4)), lies[random.nextInt(5)]);
            }
            default -> harmed[random.nextInt(Math.min(harmed.length, 120))] = (byte) random.nextInt(256);
        }
        return harmed;
    }

    private static void assertSentence(InputException e, String name) {
        assertThat(e.getMessage()).contains(name).endsWith(".").doesNotContain("\n", "Exception");
    }

    @Test
    void harmedImagesAreReadOrRefusedWithASentence() throws IOException {
        Random random = new Random(1001);
        for (var image : images().entrySet()) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] harmed = harm(image.getValue(), random);
                try {
                    Images.read(harmed, "x.image");
                } catch (InputException e) {
                    assertSentence(e, "x.image");
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("%s, round %d".formatted(image.getKey(), round), e);
                }
            }
        }
    }

    @Test
    void harmedArchivesAreReadOrRefusedWithASentence() throws IOException {
        Path zip = TestImages.zip(
                folder.resolve("sound.zip"),
                Map.of(
                        "add/1.png", TestImages.png(1),
                        "add/note", new byte[9],
                        "sub/2.jpg", TestImages.jpeg(2)));
        byte[] sound = Files.readAllBytes(zip);
        Random random = new Random(1001);
        for (int round = 0; round < 600; round++) {
            byte[] harmed = sound.clone();
            // The directory at the end is what is believed first.
            int from = random.nextBoolean() ? 0 : sound.length * 2 / 3;
            for (int i = random.nextInt(3); i >= 0; i--) {
                harmed[from + random.nextInt(sound.length - from)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(6) == 0) {
                harmed = Arrays.copyOf(harmed, random.nextInt(harmed.length));
            }
            Path file = Files.write(folder.resolve("harmed.zip"), harmed);
            try (Dataset dataset = Dataset.open(file)) {
                dataset.sha256();
                for (ImageRef image : dataset.images()) {
                    try {
                        Images.read(dataset.read(image), image.toString());
                    } catch (InputException e) {
                        assertSentence(e, image.file());
                    }
                }
            } catch (InputException e) {
                assertSentence(e, "harmed.zip");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + round, e);
            }
        }
    }
}
