package mathsymbols.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Mat;

/** The first page of a TIFF file of whole numbers of at most 16 bits. */
record TiffFile(byte[] file, int width, int height, int bytesPerPixel, boolean alpha, int orientation, boolean pages)
        implements ImageFile {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int MIN_IS_WHITE = 0;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_BYTES = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int DNG_VERSION = 50706;

    /** None, the three of fax machines, LZW, both kinds of JPEG, Deflate and its old number, PackBits. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 32946L, 32773L);

    private static final long LARGEST_TILE = 1 << 24;
    private static final int MOST_SAMPLES = 8;
    private static final int MOST_BITS = 16;

    static TiffFile of(byte[] file) throws IOException {
        TiffDirectory directory = TiffDirectory.of(ByteBuffer.wrap(file));
        checkKind(file, directory);
        int width = (int) directory.first(WIDTH, 0);
        int height = (int) directory.first(HEIGHT, 0);
        checkWork(file, directory, width, height);
        int samples = (int) directory.first(SAMPLES, 1);
        int bits = (int) directory.first(BITS, 1);
        long extra = directory.first(EXTRA_SAMPLES, 0);
        return new TiffFile(
                file,
                width,
                height,
                samples * (bits > 8 ? 2 : 1) + Images.CHANNELS,
                extra == 1 || extra == 2,
                (int) directory.first(Exif.ORIENTATION_TAG, Exif.UPRIGHT),
                directory.more());
    }

    private static void checkKind(byte[] file, TiffDirectory directory) throws IOException {
        if (directory.all(DNG_VERSION).length > 0 || file.length > 9 && file[8] == 'C' && file[9] == 'R') {
            throw new KindNotReadException("a camera's raw image");
        }
        long format = directory.first(SAMPLE_FORMAT, 1);
        if (format == 3) {
            throw new KindNotReadException("a float TIFF image");
        }
        if (format == 2) {
            throw new KindNotReadException("a TIFF image of signed numbers");
        }
        long bits = directory.first(BITS, 1);
        if (bits > MOST_BITS) {
            throw new KindNotReadException("a " + bits + "-bit TIFF image");
        }
        if (directory.first(SAMPLES, 1) > MOST_SAMPLES) {
            throw new KindNotReadException("a TIFF image of more than " + MOST_SAMPLES + " channels");
        }
        if (directory.first(PHOTOMETRIC, 1) == MIN_IS_WHITE && directory.first(SAMPLES, 1) > 1) {
            // The JDK turns round only what has no further samples.
            throw new KindNotReadException("a min-is-white TIFF image with transparency");
        }
        if (!COMPRESSIONS.contains(directory.first(COMPRESSION, 1))) {
            throw new KindNotReadException("a TIFF image compressed in a rare way");
        }
    }

    /** A file may claim tiles of any size, and lay them all over the same bytes. */
    private static void checkWork(byte[] file, TiffDirectory directory, int width, int height) throws IOException {
        long tileWidth = directory.first(TILE_WIDTH, width);
        long tileHeight = directory.first(TILE_HEIGHT, Math.min(height, directory.first(ROWS_PER_STRIP, height)));
        long[] bytes = directory.all(directory.all(TILE_WIDTH).length > 0 ? TILE_BYTES : STRIP_BYTES);
        boolean tiled = directory.all(TILE_WIDTH).length > 0;
        boolean sound = width > 0
                && height > 0
                && tileWidth > 0
                && tileHeight > 0
                && (!tiled || tileWidth * tileHeight <= LARGEST_TILE)
                && Arrays.stream(bytes).sum() <= 2L * file.length;
        if (!sound) {
            throw new IOException("its parts do not fit the file");
        }
        long compression = directory.first(COMPRESSION, 1);
        if (compression == 6 || compression == 7) {
            long scans = scans(file);
            if (scans > bytes.length + 1 && scans * tileWidth * tileHeight > JpegFile.MOST_WORK) {
                throw new KindNotReadException("a TIFF image of " + scans + " JPEG scans");
            }
        }
    }

    private static long scans(byte[] file) {
        long scans = 0;
        for (int i = 1; i < file.length; i++) {
            if (file[i - 1] == (byte) 0xff && file[i] == (byte) 0xda) {
                scans++;
            }
        }
        return scans;
    }

    @Override
    public List<String> remarks() {
        return pages ? List.of("only the first of its pages is read") : List.of();
    }

    @Override
    public Mat decode() throws IOException {
        return JavaDecoder.decode(
                "tiff", file, pixels(), alpha ? JavaDecoder.Alpha.AS_STATED : JavaDecoder.Alpha.IGNORED);
    }
}
