package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
    @Test
    void channelsComeAsPlanesOfRedGreenAndBlue() throws IOException {
        BufferedImage orange = TestImages.plain(30, 20, BufferedImage.TYPE_INT_RGB, new Color(255, 128, 0));

        float[] values = Images.floats(Images.decode(TestImages.encoded(orange, "png"), "orange.png"));

        int plane = Images.SIZE * Images.SIZE;
        assertThat(values).hasSize(Images.VALUES);
        assertAll(Arrays.copyOfRange(values, 0, plane), 1);
        assertAll(Arrays.copyOfRange(values, plane, 2 * plane), 128 / 255f);
        assertAll(Arrays.copyOfRange(values, 2 * plane, 3 * plane), 0);
    }

    private static void assertAll(float[] values, float expected) {
        for (float value : values) {
            assertThat(value).isCloseTo(expected, within(1e-6f));
        }
    }

    @Test
    void transparentPartsShowWhitePaper() throws IOException {
        BufferedImage clear = TestImages.plain(20, 20, BufferedImage.TYPE_INT_ARGB, new Color(0, 0, 0, 0));
        BufferedImage veil = TestImages.plain(20, 20, BufferedImage.TYPE_INT_ARGB, new Color(0, 0, 0, 51));

        assertThat(rgb(Images.decode(TestImages.encoded(clear, "png"), "clear.png")))
                .isEqualTo(Color.WHITE);
        assertThat(rgb(Images.decode(TestImages.encoded(veil, "png"), "veil.png")))
                .isEqualTo(new Color(204, 204, 204));
        assertAll(Images.floats(clear), 1);
        assertAll(Images.floats(veil), 204 / 255f);
    }

    private static Color rgb(BufferedImage image) {
        return new Color(image.getRGB(7, 7));
    }

    @Test
    void greyAndIndexedAndSixteenBitImagesBecomeRgb() throws IOException {
        for (int type : List.of(
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_3BYTE_BGR)) {
            byte[] png = TestImages.encoded(TestImages.plain(9, 9, type, Color.WHITE), "png");

            BufferedImage image = Images.decode(png, "white.png");

            assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
            assertThat(rgb(image)).as("type %d", type).isEqualTo(Color.WHITE);
        }
    }

    /** Half-pixel centres, no antialiasing: the formula written out as TensorFlow documents it. */
    @ParameterizedTest
    @ValueSource(ints = {100, 155, 224, 400})
    void resizingInterpolatesBetweenTheFourNearestPixelCentres(int size) {
        BufferedImage noise = noise(size, 135);
        float[] values = Images.floats(noise);

        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            int x = random.nextInt(Images.SIZE);
            int y = random.nextInt(Images.SIZE);
            assertThat(values[y * Images.SIZE + x]).isCloseTo(bilinearRed(noise, x, y), within(2e-5f));
        }
    }

    private static float bilinearRed(BufferedImage image, int x, int y) {
        double atX = Math.max(0, (x + 0.5) * image.getWidth() / Images.SIZE - 0.5);
        double atY = Math.max(0, (y + 0.5) * image.getHeight() / Images.SIZE - 0.5);
        int left = (int) atX;
        int top = (int) atY;
        int right = Math.min(left + 1, image.getWidth() - 1);
        int bottom = Math.min(top + 1, image.getHeight() - 1);
        double above = red(image, left, top) * (1 - (atX - left)) + red(image, right, top) * (atX - left);
        double below = red(image, left, bottom) * (1 - (atX - left)) + red(image, right, bottom) * (atX - left);
        return (float) ((above * (1 - (atY - top)) + below * (atY - top)) / 255);
    }

    private static int red(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) >> 16 & 255;
    }

    private static BufferedImage noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    @Test
    void roundingToBytesPutsAValueOffByHalfALevelAtMost() {
        BufferedImage noise = noise(155, 135);
        float[] exact = Images.floats(noise);
        byte[] rounded = Images.pixels(noise);

        float furthest = 0;
        for (int i = 0; i < Images.VALUES; i++) {
            furthest = Math.max(furthest, Math.abs((rounded[i] & 255) / 255f - exact[i]));
        }

        assertThat(furthest).isGreaterThan(0.45f / 255).isLessThanOrEqualTo(0.5f / 255 + 1e-7f);
    }

    @Test
    void planarPixelsAreShownAsTheImageTheyCameFrom() {
        BufferedImage noise = noise(Images.SIZE, Images.SIZE);

        BufferedImage shown = Images.image(Images.pixels(noise));

        for (int i = 0; i < Images.SIZE; i++) {
            assertThat(shown.getRGB(i, 99)).isEqualTo(noise.getRGB(i, 99));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp"})
    void aFileCutOffIsRefusedByName(String format) throws IOException {
        byte[] whole = TestImages.encoded(noise(40, 30), format);

        for (int length : List.of(0, 1, 3, 30, whole.length / 2, whole.length - 60)) {
            assertThatThrownBy(() -> Images.decode(Arrays.copyOf(whole, length), "eq/7." + format))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("eq/7." + format);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void aFileDamagedInTheMiddleIsRefusedByName(String format) throws IOException {
        BufferedImage eight = TestImages.plain(155, 135, BufferedImage.TYPE_INT_RGB, Color.WHITE);
        Graphics2D pen = eight.createGraphics();
        pen.setColor(Color.BLACK);
        pen.drawOval(55, 20, 40, 45);
        pen.drawOval(50, 65, 50, 50);
        pen.dispose();
        byte[] file = TestImages.encoded(eight, format);
        Arrays.fill(file, file.length / 2, file.length / 2 + 200, (byte) 0);

        assertThatThrownBy(() -> Images.decode(file, "eq/7." + format))
                .isInstanceOf(InputException.class)
                .hasMessage("eq/7." + format + " is damaged or cut off: replace it or take it away.");
    }

    @Test
    void anImageThatClaimsAnAbsurdSizeIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] png = TestImages.png(1);
        png[16] = 0x00; // the width, most significant byte first
        png[17] = 0x01;
        png[20] = 0x00; // the height
        png[21] = 0x01;
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());

        assertThatThrownBy(() -> Images.decode(png, "huge.png"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("huge.png has 4297 megapixels");
    }

    @Test
    void aFileOfAnotherFormatIsRefusedByName() throws IOException {
        assertThatThrownBy(() -> Images.decode("hello".getBytes(StandardCharsets.UTF_8), "x.png"))
                .hasMessage("x.png is not a JPEG, PNG, GIF, BMP, TIFF or WebP image: convert it or take it away.");
        assertThatThrownBy(() -> Images.decode("<svg/>".getBytes(StandardCharsets.UTF_8), "y.jpg"))
                .hasMessage("y.jpg is an SVG drawing, which is not read: save it as an ordinary PNG or JPEG image.");
    }
}
