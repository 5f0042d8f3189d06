package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a lossless format can hold a picture, against the picture that went into it. */
class ImageCorpusTest {
    private static final int WIDTH = 21;
    private static final int HEIGHT = 11;
    private static final int[] PALETTE = {
        0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x000000, 0x123456, 0xfedcba, 0x808080, 0x010203, 0x7f7f00, 0x00c0c0,
        0xc000c0, 0x111111, 0x222222, 0xeeeeee, 0x654321
    };

    /** Samples that differ from pixel to pixel and band to band, 0 … largest. */
    private static int[][][] samples(int bands, int largest) {
        int[][][] samples = new int[HEIGHT][WIDTH][bands];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < bands; band++) {
                    samples[y][x][band] =
                            (int) ((x * 7919L + y * 104729L + band * 1299709L + x * x * 31L) % (largest + 1));
                }
            }
        }
        return samples;
    }

    private interface Meaning {
        /** Red, green, blue and alpha, 0 … 1, of a pixel's samples. */
        double[] of(int[] samples);
    }

    private static Meaning grey(double largest) {
        return s -> new double[] {s[0] / largest, s[0] / largest, s[0] / largest, s.length > 1 ? s[1] / largest : 1};
    }

    private static Meaning rgb(double largest) {
        return s -> new double[] {s[0] / largest, s[1] / largest, s[2] / largest, s.length > 3 ? s[3] / largest : 1};
    }

    private static Meaning palette(IntUnaryOperator alpha) {
        return s -> new double[] {
            (PALETTE[s[0]] >> 16) / 255.0,
            (PALETTE[s[0]] >> 8 & 255) / 255.0,
            (PALETTE[s[0]] & 255) / 255.0,
            alpha.applyAsInt(s[0]) / 255.0
        };
    }

    private static void assertShows(byte[] file, int[][][] samples, Meaning meaning, String what) {
        BufferedImage image = Images.decode(file, what);
        assertThat(image.getWidth()).as(what).isEqualTo(samples[0].length);
        assertThat(image.getHeight()).as(what).isEqualTo(samples.length);
        for (int y = 0; y < samples.length; y++) {
            for (int x = 0; x < samples[0].length; x++) {
                double[] rgba = meaning.of(samples[y][x]);
                for (int band = 0; band < 3; band++) {
                    double expected = 255 * (rgba[band] * rgba[3] + 1 - rgba[3]);
                    int actual = image.getRGB(x, y) >> 16 - 8 * band & 255;
                    assertThat(Math.abs(actual - expected))
                            .as("%s, band %d at %d, %d: %d for %.2f", what, band, x, y, actual, expected)
                            .isLessThan(rgba[3] == 1 ? 0.54 : 1.51);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,2", "0,4", "0,8", "0,16", "2,8", "2,16", "3,1", "3,2", "3,4", "4,8", "4,16", "6,8", "6,16"})
    void pngOfEveryColourTypeDepthAndInterlacing(int type, int bits) throws IOException {
        for (boolean interlaced : new boolean[] {false, true}) {
            PngBytes png = new PngBytes(type, bits, interlaced);
            int[][][] samples = samples(png.bands(), (1 << bits) - 1);
            String what = png.toString();
            double largest = (1 << bits) - 1;
            if (type == 3) {
                byte[] colours = new byte[3 * (1 << bits)];
                for (int i = 0; i < colours.length; i++) {
                    colours[i] = (byte) (PALETTE[i / 3] >> 16 - 8 * (i % 3));
                }
                byte[] palette = PngBytes.chunk("PLTE", colours);
                assertShows(png.write(samples, palette), samples, palette(i -> 255), what);
                byte[] clear = PngBytes.chunk("tRNS", new byte[] {0, 100});
                assertShows(
                        png.write(samples, palette, clear),
                        samples,
                        palette(i -> i == 0 ? 0 : i == 1 ? 100 : 255),
                        what + " with clear colours");
            } else {
                assertShows(png.write(samples), samples, type == 0 || type == 4 ? grey(largest) : rgb(largest), what);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,2", "0,4", "0,8", "0,16", "2,8", "2,16"})
    void pngWithOneTransparentColour(int type, int bits) throws IOException {
        PngBytes png = new PngBytes(type, bits, false);
        int[][][] samples = samples(png.bands(), (1 << bits) - 1);
        int[] key = samples[5][3];
        byte[] bytes = new byte[2 * key.length];
        for (int band = 0; band < key.length; band++) {
            bytes[2 * band] = (byte) (key[band] >> 8);
            bytes[2 * band + 1] = (byte) key[band];
        }
        Meaning opaque = type == 0 ? grey((1 << bits) - 1) : rgb((1 << bits) - 1);
        Meaning keyed = s -> {
            double[] rgba = opaque.of(s);
            rgba[3] = Arrays.equals(s, key) ? 0 : 1;
            return rgba;
        };
        assertShows(png.write(samples, PngBytes.chunk("tRNS", bytes)), samples, keyed, png + " with a clear colour");
    }

    @Test
    void bmpOfEveryDepthMaskHeaderAndDirection() {
        for (boolean topDown : new boolean[] {false, true}) {
            for (int bits : new int[] {1, 4, 8}) {
                int[][][] samples = samples(1, Math.min(15, (1 << bits) - 1));
                int[] palette = Arrays.copyOf(PALETTE, Math.min(16, 1 << bits));
                BmpBytes bmp = new BmpBytes(40, bits, 0, topDown, new int[0]);
                assertShows(bmp.write(firsts(samples), palette), samples, palette(i -> 255), bmp.toString());
            }
            int[][][] rgb = samples(3, 255);
            bmp(new BmpBytes(40, 24, 0, topDown, new int[0]), rgb, s -> s[0] << 16 | s[1] << 8 | s[2], rgb(255));
            bmp(new BmpBytes(40, 32, 0, topDown, new int[0]), rgb, s -> s[0] << 16 | s[1] << 8 | s[2], rgb(255));
            int[] masks = {0xff0000, 0xff00, 0xff};
            bmp(new BmpBytes(40, 32, 3, topDown, masks), rgb, s -> s[0] << 16 | s[1] << 8 | s[2], rgb(255));
            int[] turned = {0xff, 0xff00, 0xff0000};
            bmp(new BmpBytes(40, 32, 3, topDown, turned), rgb, s -> s[2] << 16 | s[1] << 8 | s[0], rgb(255));
            int[][][] five = samples(3, 31);
            bmp(new BmpBytes(40, 16, 0, topDown, new int[0]), five, s -> s[0] << 10 | s[1] << 5 | s[2], rgb(31));
            int[] masks565 = {0xf800, 0x7e0, 0x1f};
            bmp(new BmpBytes(40, 16, 3, topDown, masks565), five, s -> s[0] << 11 | s[1] << 6 | s[2], s ->
                    new double[] {s[0] / 31.0, 2 * s[1] / 63.0, s[2] / 31.0, 1});
            int[][][] rgba = samples(4, 255);
            for (int header : new int[] {56, 108, 124}) {
                int[] withAlpha = {0xff0000, 0xff00, 0xff, 0xff000000};
                bmp(
                        new BmpBytes(header, 32, 3, topDown, withAlpha),
                        rgba,
                        s -> s[3] << 24 | s[0] << 16 | s[1] << 8 | s[2],
                        rgb(255));
                bmp(new BmpBytes(header, 32, 3, topDown, withAlpha), rgb, s -> s[0] << 16 | s[1] << 8 | s[2], rgb(255));
                int[] without = {0xff0000, 0xff00, 0xff, 0};
                bmp(new BmpBytes(header, 32, 3, topDown, without), rgb, s -> s[0] << 16 | s[1] << 8 | s[2], rgb(255));
            }
        }
        bmp(new BmpBytes(12, 24, 0, false, new int[0]), samples(3, 255), s -> s[0] << 16 | s[1] << 8 | s[2], rgb(255));
    }

    private interface Packing {
        int of(int[] samples);
    }

    private static void bmp(BmpBytes bmp, int[][][] samples, Packing packing, Meaning meaning) {
        int[][] pixels = new int[HEIGHT][WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                pixels[y][x] = packing.of(samples[y][x]);
            }
        }
        assertShows(bmp.write(pixels), samples, meaning, bmp.toString());
    }

    private static int[][] firsts(int[][][] samples) {
        int[][] firsts = new int[HEIGHT][WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                firsts[y][x] = samples[y][x][0];
            }
        }
        return firsts;
    }

    @Test
    void bmpInRuns() {
        int[][][] samples = new int[2][6][1];
        samples[0] = new int[][] {{1}, {1}, {1}, {1}, {1}, {1}};
        samples[1] = new int[][] {{2}, {2}, {2}, {0}, {3}, {1}};
        byte[] eight = {3, 2, 0, 3, 0, 3, 1, 0, 0, 0, 6, 1, 0, 0, 0, 1};
        byte[] four = {3, 0x22, 0, 3, 0x03, 0x10, 0, 0, 6, 0x11, 0, 0, 0, 1};
        int[] palette = Arrays.copyOf(PALETTE, 16);
        byte[] file = new BmpBytes(40, 8, 1, false, new int[0]).file(6, 2, eight, palette);
        assertShows(file, samples, palette(i -> 255), "runs of 8 bits");
        file = new BmpBytes(40, 4, 2, false, new int[0]).file(6, 2, four, palette);
        assertShows(file, samples, palette(i -> 255), "runs of 4 bits");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void tiffGreyOfEveryDepthPolarityAndByteOrder(int bits) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int largest = (1 << bits) - 1;
            int[][][] samples = samples(1, largest);
            for (boolean tiled : new boolean[] {false, true}) {
                String what = "%d bits, %s, %s".formatted(bits, order, tiled ? "tiles" : "strips");
                assertShows(tiff(tiled, order, 1, bits, 1).write(samples), samples, grey(largest), what);
                Meaning inverted = s -> grey(largest).of(new int[] {largest - s[0]});
                assertShows(tiff(tiled, order, 0, bits, 1).write(samples), samples, inverted, what + ", min is white");
            }
        }
    }

    private static TiffBytes tiff(boolean tiled, ByteOrder order, int photometric, int bits, int bands) {
        TiffBytes tiff = new TiffBytes(order, photometric, bits, bands);
        return tiled ? tiff.tiled() : tiff;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void tiffWithAlphaOfEveryKind(int bits) {
        int largest = (1 << bits) - 1;
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int planes : new int[] {1, 2}) {
                String what = "%d bits, %s, planar configuration %d".formatted(bits, order, planes);
                int[][][] rgba = samples(4, largest);
                TiffBytes rgb = new TiffBytes(order, 2, bits, 4).tag(284, planes);
                assertShows(rgb.tag(338, 2).write(rgba), rgba, rgb(largest), what + ", alpha");
                Meaning opaque = s -> rgb(largest).of(new int[] {s[0], s[1], s[2]});
                assertShows(rgb.tag(338, 0).write(rgba), rgba, opaque, what + ", something else");
                int[][][] associated = samples(4, largest);
                for (int[][] row : associated) {
                    for (int[] pixel : row) {
                        for (int band = 0; band < 3; band++) {
                            pixel[band] = Math.min(pixel[band], pixel[3]);
                        }
                    }
                }
                Meaning paper = s -> {
                    double clear = 1 - s[3] / (double) largest;
                    return new double[] {
                        s[0] / (double) largest + clear,
                        s[1] / (double) largest + clear,
                        s[2] / (double) largest + clear,
                        Math.nextDown(1.0) // rounded twice, as what is not opaque
                    };
                };
                assertShows(rgb.tag(338, 1).write(associated), associated, paper, what + ", associated alpha");
                int[][][] plain = samples(3, largest);
                TiffBytes three = new TiffBytes(order, 2, bits, 3).tag(284, planes);
                assertShows(three.write(plain), plain, rgb(largest), what);
                int[][][] greyAlpha = samples(2, largest);
                TiffBytes two = new TiffBytes(order, 1, bits, 2).tag(284, planes);
                assertShows(two.tag(338, 2).write(greyAlpha), greyAlpha, grey(largest), what + ", grey and alpha");
                byte[] white = new TiffBytes(order, 0, bits, 2).tag(338, 2).write(greyAlpha);
                assertThatThrownBy(() -> Images.decode(white, "white.tif"))
                        .hasMessageContaining("white.tif is a min-is-white TIFF image with transparency");
            }
        }
    }

    @Test
    void tiffWithPaletteAndInks() {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int bits : new int[] {1, 2, 4, 8}) {
                int colours = 1 << bits;
                int[] map = new int[3 * colours];
                for (int i = 0; i < map.length; i++) {
                    map[i] = (PALETTE[i % colours % 16] >> 16 - 8 * (i / colours) & 255) * 257;
                }
                int[][][] samples = samples(1, Math.min(15, colours - 1));
                byte[] file = new TiffBytes(order, 3, bits, 1).tag(320, map).write(samples);
                assertShows(file, samples, palette(i -> 255), "palette of %d bits".formatted(bits));
            }
            int[][][] inks = samples(4, 255);
            Meaning light = s -> new double[] {
                (1 - s[0] / 255.0) * (1 - s[3] / 255.0),
                (1 - s[1] / 255.0) * (1 - s[3] / 255.0),
                (1 - s[2] / 255.0) * (1 - s[3] / 255.0),
                1
            };
            assertShows(new TiffBytes(order, 5, 8, 4).write(inks), inks, light, "CMYK");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LZW", "Deflate", "ZLib", "PackBits"})
    void tiffCompressed(String compression) throws IOException {
        int[][][] samples = samples(3, 255);
        byte[] file = tiff(image(samples), compression);
        assertShows(file, samples, rgb(255), compression);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
    void tiffOfFaxMachines(String compression) throws IOException {
        int[][][] samples = samples(1, 1);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.getRaster().setSample(x, y, 0, samples[y][x][0]);
            }
        }
        assertShows(tiff(image, compression), samples, grey(1), compression);
    }

    private static byte[] tiff(BufferedImage image, String compression) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    @Test
    void losslessWebpWithAndWithoutAlpha() {
        int[][][] rgb = samples(3, 255);
        assertShows(TestImages.losslessWebp(rgb), rgb, rgb(255), "WebP");
        int[][][] rgba = samples(4, 255);
        assertShows(TestImages.losslessWebp(rgba), rgba, rgb(255), "WebP with alpha");
    }

    @Test
    void gifOfAPaletteAndWithAClearColour() throws IOException {
        int[][][] samples = samples(1, 15);
        for (int clear : new int[] {-1, 5}) {
            byte[] r = new byte[16];
            byte[] g = new byte[16];
            byte[] b = new byte[16];
            for (int i = 0; i < 16; i++) {
                r[i] = (byte) (PALETTE[i] >> 16);
                g[i] = (byte) (PALETTE[i] >> 8);
                b[i] = (byte) PALETTE[i];
            }
            var model = new IndexColorModel(8, 16, r, g, b, clear);
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, model);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    image.getRaster().setSample(x, y, 0, samples[y][x][0]);
                }
            }
            byte[] gif = TestImages.encoded(image, "gif");
            assertShows(gif, samples, palette(i -> i == clear ? 0 : 255), "GIF, clear " + clear);
        }
    }

    private static BufferedImage image(int[][][] rgb) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, rgb[y][x][0] << 16 | rgb[y][x][1] << 8 | rgb[y][x][2]);
            }
        }
        return image;
    }
}
