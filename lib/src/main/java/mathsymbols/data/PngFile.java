package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CMP_EQ;
import static org.bytedeco.opencv.global.opencv_core.compare;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A PNG image of any kind.
 *
 * @param image the file without what does not change its pixels (profiles, texts, dates, further frames)
 * @param bytesPerPixel of the pixels as they are decoded, and of the picture made of them
 * @param clear the shade of a grey image that is transparent, as OpenCV decodes it
 */
record PngFile(
        byte[] image,
        int width,
        int height,
        int bytesPerPixel,
        OptionalInt clear,
        int orientation,
        List<String> remarks)
        implements ImageFile {
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
    private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT");
    private static final int SIGNATURE = 8;

    /** Each chunk has its length and type before its data and a checksum after it. */
    private static final int AROUND_DATA = 12;

    static PngFile of(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).position(SIGNATURE);
        ByteArrayOutputStream image = new ByteArrayOutputStream(file.length);
        image.write(file, 0, SIGNATURE);
        int orientation = Exif.UPRIGHT;
        OptionalInt clear = OptionalInt.empty();
        boolean ended = false;
        boolean cutInPixels = false;
        while (!ended && !cutInPixels && bytes.remaining() >= 8) {
            int start = bytes.position();
            int length = bytes.getInt(start);
            String type = new String(file, start + 4, 4, StandardCharsets.ISO_8859_1);
            if (type.equals("CgBI")) {
                throw new KindNotReadException("a PNG image in Apple's own kind");
            }
            if (length < 0 || length > bytes.remaining() - AROUND_DATA) {
                cutInPixels = PIXELS.contains(type);
                break;
            }
            ended = type.equals("IEND");
            ByteBuffer data = bytes.slice(start + 8, length);
            if (type.equals("eXIf")) {
                orientation = Exif.orientation(data);
            } else if (type.equals("tRNS") && file[SIGNATURE + 17] == 0) {
                clear = OptionalInt.of(shade(data.getShort(0) & 0xffff, file[SIGNATURE + 16]));
            }
            if (PIXELS.contains(type)) {
                image.write(file, start, AROUND_DATA + length);
            }
            bytes.position(start + AROUND_DATA + length);
        }
        if (cutInPixels || !new String(file, SIGNATURE + 4, 4, StandardCharsets.ISO_8859_1).equals("IHDR")) {
            throw new IOException("a chunk is cut off");
        }
        image.writeBytes(END);
        return new PngFile(
                image.toByteArray(),
                bytes.getInt(SIGNATURE + 8),
                bytes.getInt(SIGNATURE + 12),
                4 * Math.max(1, file[SIGNATURE + 16] / 8) + Images.CHANNELS,
                clear,
                orientation,
                ended ? List.of() : List.of("it lacks its end marker"));
    }

    /** A shade of few bits as one of 8 bits; one of 16 bits as it is. */
    private static int shade(int value, int bits) {
        return bits == 16 ? value : (value & (1 << bits) - 1) * 255 / ((1 << bits) - 1);
    }

    @Override
    public Mat decode() throws IOException {
        Mat pixels = OpenCvDecoder.decode(image, IMREAD_UNCHANGED);
        if (clear.isPresent() && pixels.channels() == 1) {
            try (Mat shade = new Mat(new Scalar(clear.getAsInt()));
                    Mat white = new Mat(new Scalar(pixels.elemSize() == 2 ? 65535 : 255));
                    Mat mask = new Mat()) {
                compare(pixels, shade, mask, CMP_EQ);
                pixels.setTo(white, mask);
            }
        }
        return pixels;
    }
}
