package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnImageTest {
    @TempDir
    Path folder;

    /** Where the corner at the top left of the file's rows is to be seen, for each of the eight ways to hold a camera. */
    @ParameterizedTest
    @CsvSource({"1,LT", "2,RT", "3,RB", "4,LB", "5,LT", "6,RT", "7,RB", "8,LB"})
    void everyFormatIsTurnedUprightAsItsCameraNoted(int orientation, String corner) throws IOException {
        assertCornerIsRed(PictureFiles.jpeg(orientation), corner, orientation >= 5);
        assertCornerIsRed(PictureFiles.png(orientation), corner, orientation >= 5);
        assertCornerIsRed(PictureFiles.webp(orientation), corner, orientation >= 5);
        BufferedImage picture = PictureFiles.picture(BufferedImage.TYPE_3BYTE_BGR);
        assertCornerIsRed(PictureFiles.tiff(picture, orientation), corner, orientation >= 5);
    }

    @Test
    void greyIndexedBlackAndWhiteAndDeepPicturesAreRead() throws IOException {
        for (String format : new String[] {"png", "tiff"}) {
            Color grey = new Color(76, 76, 76);
            assertCorner(encoded(BufferedImage.TYPE_BYTE_INDEXED, format), Color.RED);
            assertCorner(encoded(BufferedImage.TYPE_BYTE_BINARY, format), Color.BLACK);
            assertCorner(encoded(BufferedImage.TYPE_USHORT_GRAY, format), grey);
        }
        assertCorner(encoded(BufferedImage.TYPE_3BYTE_BGR, "bmp"), Color.RED);
        assertCorner(PictureFiles.webp(), Color.RED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void sixteenBitsAChannelAndTransparencyShowOnWhite(String format) throws IOException {
        assertCorner(PictureFiles.encoded(PictureFiles.deepAndTransparent(), format), Color.RED);
    }

    @Test
    void cmykInAdobesWayIsConvertedAndAnyOtherWayRefused() throws IOException {
        assertCorner(PictureFiles.cmyk(true), Color.RED);
        Path plain = write("plain.jpg", PictureFiles.cmyk(false));
        assertThatThrownBy(() -> OwnImage.read(plain))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("plain.jpg is a CMYK image of an unknown kind, which is not read");
    }

    @Test
    void aHugePictureIsShrunkAndAnAbsurdOneRefused() throws IOException {
        BufferedImage huge = new BufferedImage(8000, 4000, BufferedImage.TYPE_BYTE_BINARY);
        BufferedImage picture = OwnImage.read(write("huge.png", PictureFiles.encoded(huge, "png")))
                .picture();
        assertThat(picture.getWidth() * picture.getHeight()).isBetween(15_900_000, 16_000_000);
        assertThat(picture.getWidth() / (double) picture.getHeight()).isBetween(1.99, 2.01);

        byte[] webp = PictureFiles.webp(1);
        Arrays.fill(webp, 24, 30, (byte) 0x7f);
        assertThatThrownBy(() -> OwnImage.read(write("absurd.webp", webp))).hasMessageContaining("megapixels");
    }

    @Test
    void webpAndTiffFilesCutOffAreRefused() throws IOException {
        byte[] tiff = PictureFiles.tiff(PictureFiles.picture(BufferedImage.TYPE_3BYTE_BGR), 1);
        for (byte[] whole : List.of(PictureFiles.webp(), PictureFiles.webp(6), tiff)) {
            for (int length : new int[] {11, 13, 29, whole.length / 2, whole.length - 1}) {
                Path file = write("cut.any", Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> OwnImage.read(file))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("cut.any");
            }
        }
    }

    @Test
    void damagedExifDataLeaveThePictureAsItIs() throws IOException {
        byte[] file = PictureFiles.webp(6);
        for (int at = file.length - 34; at < file.length; at++) {
            for (int value : new int[] {0xff, 0x80, 0xf8}) {
                byte[] damaged = file.clone();
                damaged[at] = (byte) value;
                assertThat(OwnImage.read(write("damaged.webp", damaged))
                                .picture()
                                .getWidth())
                        .isIn(PictureFiles.WIDTH, PictureFiles.HEIGHT);
            }
        }
    }

    @Test
    void aFolderGivesItsImagesInOrderAndPassesOverTheRest() throws IOException {
        write("b.PNG", encoded(BufferedImage.TYPE_INT_RGB, "png"));
        write("a.jpeg", encoded(BufferedImage.TYPE_INT_RGB, "jpg"));
        write("c.webp", PictureFiles.webp());
        write(".hidden.png", new byte[1]);
        write("d", PictureFiles.webp());
        write("labels.csv", "file,label".getBytes(StandardCharsets.UTF_8));

        assertThat(OwnImage.readAll(folder))
                .extracting(OwnImage::name)
                .containsExactly("a.jpeg", "b.PNG", "c.webp", "d");
    }

    @Test
    void whatCannotBeReadIsNamedWithItsRemedy() throws IOException {
        assertThatThrownBy(() -> OwnImage.read(folder.resolve("none.png")))
                .hasMessageContaining("none.png is missing or not a file: name an image.");
        assertThatThrownBy(() -> OwnImage.readAll(folder)).hasMessageContaining("holds no image: put jpg,");
        Path text = write("text.png", "no image".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> OwnImage.read(text)).hasMessageContaining("text.png is not a JPEG, PNG");
    }

    private static byte[] encoded(int type, String format) throws IOException {
        return PictureFiles.encoded(PictureFiles.picture(type), format);
    }

    private void assertCorner(byte[] file, Color expected) throws IOException {
        BufferedImage picture = OwnImage.read(write("picture.any", file)).picture();
        assertClose(new Color(picture.getRGB(3, 3)), expected);
        assertClose(new Color(picture.getRGB(PictureFiles.WIDTH - 4, PictureFiles.HEIGHT - 4)), Color.WHITE);
    }

    private void assertCornerIsRed(byte[] file, String corner, boolean onItsSide) throws IOException {
        BufferedImage picture = OwnImage.read(write("picture.any", file)).picture();
        assertThat(picture.getWidth()).isEqualTo(onItsSide ? PictureFiles.HEIGHT : PictureFiles.WIDTH);
        int x = corner.charAt(0) == 'L' ? 3 : picture.getWidth() - 4;
        int y = corner.charAt(1) == 'T' ? 3 : picture.getHeight() - 4;
        assertClose(new Color(picture.getRGB(x, y)), Color.RED);
        assertClose(new Color(picture.getRGB(picture.getWidth() - 1 - x, picture.getHeight() - 1 - y)), Color.WHITE);
    }

    private static void assertClose(Color actual, Color expected) {
        assertThat(Math.abs(actual.getRed() - expected.getRed())).isLessThan(6);
        assertThat(Math.abs(actual.getGreen() - expected.getGreen())).isLessThan(6);
        assertThat(Math.abs(actual.getBlue() - expected.getBlue())).isLessThan(6);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
