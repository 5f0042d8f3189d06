package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that every viewer shows, that lack a little, or that are of a kind that is not read. */
class OddImagesTest {
    private static BufferedImage drawing() {
        BufferedImage image = TestImages.plain(64, 48, BufferedImage.TYPE_3BYTE_BGR, Color.WHITE);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(200, 30, 60));
        pen.fillRect(8, 8, 30, 20);
        pen.setColor(Color.BLACK);
        pen.drawOval(20, 5, 30, 38);
        pen.dispose();
        return image;
    }

    private static byte[] jpeg(boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (progressive) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(drawing(), null, null), param);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static byte[] pixels(Decoded decoded) {
        return ((DataBufferByte) decoded.image().getRaster().getDataBuffer()).getData();
    }

    private static byte[] insert(byte[] file, int at, byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(file, 0, at);
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        all.write(file, at, file.length - at);
        return all.toByteArray();
    }

    private static byte[] segment(int marker, String text) {
        byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(data.length + 4)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .array();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJpegShowsWhatWentIntoIt(boolean progressive) throws IOException {
        byte[] shown = pixels(Images.read(jpeg(progressive), "a.jpg"));
        byte[] drawn = ((DataBufferByte) drawing().getRaster().getDataBuffer()).getData();

        double difference = 0;
        for (int i = 0; i < shown.length; i++) {
            difference += Math.abs((shown[i] & 255) - (drawn[i] & 255));
        }
        assertThat(difference / shown.length).isLessThan(6);
    }

    @Test
    void oddProfilesCommentsAndNotesOfAJpegChangeNothing() throws IOException {
        byte[] sound = jpeg(false);
        byte[] pixels = pixels(Images.read(sound, "a.jpg"));
        byte[] profile = segment(0xe2, "ICC_PROFILE\0\1\2half a profile");
        byte[] another = segment(0xe2, "ICC_PROFILE\0\1\3half a profile");
        byte[] empty = segment(0xe2, "ICC_PROFILE\0");
        byte[] text = segment(0xe1, "http://ns.adobe.com/xap/1.0/\0<Adobe>");
        byte[] jfif = segment(0xe0, "JFIF\0\1\1");
        for (byte[][] pieces : new byte[][][] {
            {profile}, {profile, profile}, {profile, another}, {empty}, {text}, {jfif, jfif}, {segment(0xfe, "")}
        }) {
            Decoded decoded = Images.read(insert(sound, 2, pieces), "a.jpg");
            assertThat(pixels(decoded)).isEqualTo(pixels);
            assertThat(decoded.remarks()).isEmpty();
        }
        assertThat(pixels(Images.read(insert(sound, sound.length, sound), "two.jpg")))
                .isEqualTo(pixels);
    }

    @Test
    void oddProfilesAndTextsOfAPngChangeNothing() throws IOException {
        byte[] sound = TestImages.encoded(drawing(), "png");
        byte[] pixels = pixels(Images.read(sound, "a.png"));
        for (byte[] chunk : new byte[][] {
            PngBytes.chunk("iCCP", "x".getBytes(StandardCharsets.US_ASCII)),
            PngBytes.chunk("gAMA", new byte[4]),
            PngBytes.chunk("zTXt", "x".getBytes(StandardCharsets.US_ASCII)),
            PngBytes.chunk("sRGB", new byte[9])
        }) {
            assertThat(pixels(Images.read(insert(sound, 33, chunk, chunk), "a.png")))
                    .isEqualTo(pixels);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aJpegThatLacksOnlyItsEndMarkerIsReadAndThatIsSaid(int missing) throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] sound = jpeg(progressive);

            Decoded decoded = Images.read(Arrays.copyOf(sound, sound.length - missing), "eq/7.jpg");

            assertThat(pixels(decoded)).isEqualTo(pixels(Images.read(sound, "a.jpg")));
            assertThat(decoded.remarks()).containsExactly("eq/7.jpg is read although it lacks its end marker.");
        }
    }

    @Test
    void aPngOrGifThatLacksOnlyItsEndMarkerIsReadAndThatIsSaid() throws IOException {
        for (String format : new String[] {"png", "gif"}) {
            byte[] sound = TestImages.encoded(drawing(), format);
            for (int missing : format.equals("png") ? new int[] {1, 4, 12} : new int[] {1}) {
                Decoded decoded = Images.read(Arrays.copyOf(sound, sound.length - missing), "7");
                assertThat(pixels(decoded)).isEqualTo(pixels(Images.read(sound, "7")));
                assertThat(decoded.remarks()).containsExactly("7 is read although it lacks its end marker.");
            }
        }
    }

    @Test
    void aProgressiveJpegCutBetweenItsScansIsDamaged() throws IOException {
        byte[] sound = jpeg(true);
        for (int i = sound.length - 3; i > 0; i--) {
            if (sound[i] == (byte) 0xff && sound[i + 1] == (byte) 0xda) {
                byte[] cut = Arrays.copyOf(sound, i);
                assertThatThrownBy(() -> Images.read(cut, "a.jpg"))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("a.jpg is damaged or cut off");
            }
        }
    }

    @Test
    void aJpegOfAThousandScansIsNamedAndNotDecoded() throws IOException {
        byte[] sound = jpeg(true);
        int scan = indexOf(sound, 0xda, 0);
        int next = indexOf(sound, 0xc4, scan);
        byte[][] scans = new byte[1000][];
        Arrays.fill(scans, Arrays.copyOfRange(sound, scan, next));

        assertThatThrownBy(() -> Images.read(insert(sound, scan, scans), "slow.jpg"))
                .isInstanceOf(InputException.class)
                .hasMessageMatching("slow.jpg is a JPEG image of 10\\d\\d scans, which is not read: save it as .*");
    }

    private static int indexOf(byte[] file, int marker, int from) {
        for (int i = from; ; i++) {
            if (file[i] == (byte) 0xff && file[i + 1] == (byte) marker) {
                return i;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "c0, 12, a 12-bit JPEG image",
        "c3, 8, a lossless JPEG image",
        "c9, 8, an arithmetic-coded JPEG image",
        "c5, 8, a hierarchical JPEG image"
    })
    void jpegsOfOtherKindsAreNamed(String marker, int bits, String kind) throws IOException {
        byte[] file = jpeg(false);
        int frame = indexOf(file, 0xc0, 0);
        file[frame + 1] = (byte) Integer.parseInt(marker, 16);
        file[frame + 4] = (byte) bits;

        assertNamed(file, kind);
    }

    private static void assertNamed(byte[] file, String kind) {
        assertThatThrownBy(() -> Images.read(file, "x"))
                .isInstanceOf(InputException.class)
                .hasMessage("x is " + kind + ", which is not read: save it as an ordinary PNG or JPEG image.");
    }

    @Test
    void imagesThatMoveAndTiffsOfOtherNumbersAreNamed() throws IOException {
        byte[] webp = ByteBuffer.allocate(30)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(22)
                .put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
                .putInt(10)
                .put((byte) 2)
                .array();
        assertNamed(webp, "an animated WebP image");
        byte[] gif = TestImages.encoded(drawing(), "gif");
        int frame = indexOfFrame(gif);
        assertNamed(
                insert(gif, gif.length - 1, Arrays.copyOfRange(gif, frame, gif.length - 1)), "an animated GIF image");
        int[][][] pixel = {{{1}}};
        assertNamed(tiff(32).tag(339, 3).write(pixel), "a float TIFF image");
        assertNamed(tiff(16).tag(339, 2).write(pixel), "a TIFF image of signed numbers");
        assertNamed(tiff(32).write(pixel), "a 32-bit TIFF image");
        assertNamed(tiff(8).tag(259, 50_000).write(pixel), "a TIFF image compressed in a rare way");
    }

    private static int indexOfFrame(byte[] gif) {
        int at = 13 + (gif[10] < 0 ? 3 << (gif[10] & 7) + 1 : 0);
        while (gif[at] != 0x2c) {
            at += 2;
            while (gif[at] != 0) {
                at += (gif[at] & 255) + 1;
            }
            at++;
        }
        return at;
    }

    private static TiffBytes tiff(int bits) {
        return new TiffBytes(ByteOrder.LITTLE_ENDIAN, 1, bits, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0000ftypheic, a HEIC image",
        "0000ftypavif, an AVIF image",
        "%PDF-1.4, a PDF document",
        "8BPS, a Photoshop image",
        "gimp xcf, a GIMP image"
    })
    void filesOfOtherKindsAreNamed(String head, String kind) {
        assertNamed(head.getBytes(StandardCharsets.ISO_8859_1), kind);
    }

    @Test
    void aTiffOfSeveralPagesIsReadAndThatIsSaid() {
        byte[] file = tiff(8).write(new int[][][] {{{7}}});
        int directory = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        int entries = file[directory];
        file[directory + 2 + 12 * entries] = 8;

        assertThat(Images.read(file, "x.tif").remarks())
                .containsExactly("x.tif is read although only the first of its pages is read.");
    }

    @Test
    void absurdClaimsAreRefusedBeforeAnythingIsDecoded() throws IOException {
        byte[] gif = TestImages.encoded(drawing(), "gif");
        Arrays.fill(gif, 6, 10, (byte) 0xff);
        assertThatThrownBy(() -> Images.read(gif, "x.gif")).hasMessageContaining("x.gif has 4294 megapixels");
        byte[] bmp = TestImages.encoded(drawing(), "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 1 << 20).putInt(22, 1 << 20);
        assertThatThrownBy(() -> Images.read(bmp, "x.bmp")).hasMessageContaining("x.bmp is damaged or cut off");
        byte[] tiff = tiff(8).tag(322, 65520).tag(323, 65520).write(new int[][][] {{{7}}});
        assertThatThrownBy(() -> Images.read(tiff, "x.tif")).hasMessageContaining("x.tif is damaged or cut off");
    }

    @Test
    void aGifPartLiesOnItsWhiteScreen() throws IOException {
        byte[] gif = TestImages.encoded(TestImages.plain(4, 3, BufferedImage.TYPE_INT_RGB, Color.BLACK), "gif");
        ByteBuffer bytes = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(6, (short) 10).putShort(8, (short) 8);
        int frame = indexOfFrame(gif);
        bytes.putShort(frame + 1, (short) 5).putShort(frame + 3, (short) 2);

        BufferedImage image = Images.decode(gif, "x.gif");

        assertThat(image.getWidth()).isEqualTo(10);
        assertThat(image.getHeight()).isEqualTo(8);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 10; x++) {
                boolean inside = x >= 5 && x < 9 && y >= 2 && y < 5;
                assertThat(image.getRGB(x, y) & 0xffffff).isEqualTo(inside ? 0 : 0xffffff);
            }
        }
    }
}
