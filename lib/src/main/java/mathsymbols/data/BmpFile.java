package mathsymbols.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** A BMP image of Windows or OS/2. */
record BmpFile(byte[] file, int width, int height, boolean transparent) implements ImageFile {
    private static final int CORE_HEADER = 12;
    private static final int HEADER_WITH_ALPHA = 56;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final int JPEG_INSIDE = 4;
    private static final int PNG_INSIDE = 5;
    private static final int FIELDS_WITH_ALPHA = 6;

    static BmpFile of(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int offset = bytes.getInt(10);
        int header = bytes.getInt(14);
        boolean core = header == CORE_HEADER;
        int width = core ? bytes.getShort(18) & 0xffff : bytes.getInt(18);
        int height = core ? bytes.getShort(20) & 0xffff : Math.abs(bytes.getInt(22));
        int bits = bytes.getShort(core ? 24 : 28);
        int compression = core ? UNCOMPRESSED : bytes.getInt(30);
        if (compression == JPEG_INSIDE || compression == PNG_INSIDE) {
            throw new KindNotReadException("a BMP image with another image inside");
        }
        if (compression > FIELDS_WITH_ALPHA || bits == 2) {
            throw new KindNotReadException("a BMP image of a rare kind");
        }
        boolean rows = compression == UNCOMPRESSED || compression >= BIT_FIELDS;
        long rowBytes = ((long) width * bits + 31) / 32 * 4;
        if (width <= 0 || offset < 0 || rows && offset + rowBytes * height > file.length) {
            throw new IOException("its rows are cut off");
        }
        boolean fields = compression == BIT_FIELDS || compression == FIELDS_WITH_ALPHA;
        boolean transparent = fields && header >= HEADER_WITH_ALPHA && bytes.getInt(66) != 0;
        return new BmpFile(file, width, height, transparent);
    }

    /** At most 4 bytes as the JDK decodes it, and the picture made of it. */
    @Override
    public int bytesPerPixel() {
        return 4 + Images.CHANNELS;
    }

    @Override
    public int orientation() {
        return Exif.UPRIGHT;
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public Mat decode() throws IOException {
        return JavaDecoder.decode(
                "bmp", file, pixels(), transparent ? JavaDecoder.Alpha.UNLESS_ALL_CLEAR : JavaDecoder.Alpha.IGNORED);
    }
}
