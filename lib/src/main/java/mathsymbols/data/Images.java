package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mathsymbols.io.InputException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * From image files to the numbers a network sees, as the report's {@code image_dataset_from_directory} and the division
 * by 255 made them: three channels in the order red, green, blue; 224 × 224 by bilinear interpolation between pixel
 * centres that lie at halves, without antialiasing (OpenCV's {@code INTER_LINEAR}); values from 0 (black) to 1 (white).
 *
 * <p>Planar arrays hold the whole red plane row by row, then the green one, then the blue one: {@code [3, 224, 224]}.
 */
public final class Images {
    /** Width and height of what a network sees, in pixels. */
    public static final int SIZE = 224;

    /** Red, green and blue. */
    public static final int CHANNELS = 3;

    /** The values of one image. */
    public static final int VALUES = CHANNELS * SIZE * SIZE;

    private static final Set<String> ENDINGS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "dib", "gif", "tif", "tiff", "webp");

    private static final double SHRUNK_PIXELS = 16e6;
    private static final long MOST_PIXELS = 100_000_000;
    private static final long MOST_BYTES = 600_000_000;
    private static final Object LARGE = new Object();

    private static final int PLANE = SIZE * SIZE;

    private Images() {}

    /** Whether a file's name ends as those of images that are read. */
    public static boolean isImageName(String name) {
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Whether a file is an image of a format that is read, whatever its name.
     *
     * @param head its first bytes, 16 or more if it has as many
     */
    public static boolean isImage(byte[] head) {
        return ImageFormat.of(head).isPresent();
    }

    /**
     * Decodes a JPEG, PNG, GIF, BMP, TIFF or WebP file at its own size, or at a smaller one if that is beyond 16
     * megapixels. Transparent parts show white paper; a photo is turned upright as its camera noted.
     *
     * @param name how messages name the file
     * @return an image of {@link BufferedImage#TYPE_3BYTE_BGR}
     * @throws InputException if the file is none of these, of a kind that is not read (which the message names), damaged,
     *     cut off, or larger than 100 megapixels or 600 MB when decoded
     */
    public static BufferedImage decode(byte[] file, String name) {
        return read(file, name).image();
    }

    /** As {@link #decode}, with what should be said of a file that is not quite as it should be. */
    public static Decoded read(byte[] file, String name) {
        ImageFormat format = ImageFormat.of(file).orElseThrow(() -> notRead(file, name));
        try {
            ImageFile head = ImageFile.of(format, file);
            checkSize(head, name);
            List<String> remarks = head.remarks().stream()
                    .map(remark -> "%s is read although %s.".formatted(name, remark))
                    .toList();
            return new Decoded(decode(head), remarks);
        } catch (KindNotReadException e) {
            throw new InputException(notRead(name, e.getMessage()), e);
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new InputException(name + " is damaged or cut off: replace it or take it away.", e);
        }
    }

    private static InputException notRead(byte[] file, String name) {
        return new InputException(ImageFormat.otherKind(file)
                .map(kind -> notRead(name, kind))
                .orElse("%s is not a %s image: convert it or take it away.".formatted(name, ImageFormat.LIST)));
    }

    private static String notRead(String name, String kind) {
        return "%s is %s, which is not read: save it as an ordinary PNG or JPEG image.".formatted(name, kind);
    }

    private static void checkSize(ImageFile head, String name) throws IOException {
        long pixels = head.pixels();
        if (head.width() < 1 || head.height() < 1) {
            throw new IOException("it has no size");
        }
        if (pixels > MOST_PIXELS || pixels * head.bytesPerPixel() > MOST_BYTES) {
            throw new InputException(
                    name + " has " + pixels / 1_000_000 + " megapixels, which take too much memory: make it smaller.");
        }
    }

    private static BufferedImage decode(ImageFile head) throws IOException {
        if (head.pixels() <= SHRUNK_PIXELS) {
            return upright(head);
        }
        // One at a time, so that the memory is bounded however many threads decode.
        synchronized (LARGE) {
            return upright(head);
        }
    }

    private static BufferedImage upright(ImageFile head) throws IOException {
        try (Mat pixels = PaperWhite.of(decodedAsStated(head))) {
            shrink(pixels);
            Exif.turn(pixels, head.orientation());
            BufferedImage image = new BufferedImage(pixels.cols(), pixels.rows(), BufferedImage.TYPE_3BYTE_BGR);
            pixels.data().get(bytes(image));
            return image;
        }
    }

    private static Mat decodedAsStated(ImageFile head) throws IOException {
        Mat pixels = head.decode();
        if (pixels.cols() != head.width() || pixels.rows() != head.height()) {
            pixels.close();
            throw new IOException("its size is not the one that it states");
        }
        return pixels;
    }

    private static void shrink(Mat pixels) {
        double scale = Math.sqrt(SHRUNK_PIXELS / ((double) pixels.cols() * pixels.rows()));
        if (scale < 1) {
            try (Size size =
                    new Size((int) Math.max(1, pixels.cols() * scale), (int) Math.max(1, pixels.rows() * scale))) {
                resize(pixels, pixels, size, 0, 0, INTER_AREA);
            }
        }
    }

    /**
     * The input of a network, unrounded.
     *
     * @param image of any size and type; transparent parts become white
     * @return planar {@code [3, 224, 224]}, 0 … 1 (interpolating adds an error of some 1e-7)
     */
    public static float[] floats(BufferedImage image) {
        try (BytePointer bytes = new BytePointer(bytes(opaque(image)));
                Mat pixels = new Mat(image.getHeight(), image.getWidth(), CV_8UC3, bytes);
                Size size = new Size(SIZE, SIZE);
                Mat exact = new Mat();
                Mat resized = new Mat()) {
            pixels.convertTo(exact, CV_32F);
            resize(exact, resized, size, 0, 0, INTER_LINEAR);
            float[] bgr = new float[VALUES];
            new FloatPointer(resized.data()).get(bgr);
            return planar(bgr);
        }
    }

    private static float[] planar(float[] bgr) {
        float[] planes = new float[VALUES];
        for (int i = 0; i < PLANE; i++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                planes[channel * PLANE + i] = bgr[i * CHANNELS + CHANNELS - 1 - channel] / 255f;
            }
        }
        return planes;
    }

    /**
     * The input of a network rounded to 8 bits, which puts each value off by at most 0.5/255.
     *
     * @return planar {@code [3, 224, 224]}, unsigned bytes 0 … 255
     */
    public static byte[] pixels(BufferedImage image) {
        return pixels(floats(image));
    }

    /**
     * Values rounded to 8 bits; those beyond 0 … 1 become black or white.
     *
     * @return unsigned bytes 0 … 255, as many
     */
    static byte[] pixels(float[] values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[i])));
        }
        return pixels;
    }

    /**
     * Planar pixels as an image to look at.
     *
     * @param pixels planar {@code [3, 224, 224]}, unsigned bytes
     */
    public static BufferedImage image(byte[] pixels) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
        byte[] to = bytes(image);
        for (int i = 0; i < VALUES; i++) {
            to[i % PLANE * CHANNELS + CHANNELS - 1 - i / PLANE] = pixels[i];
        }
        return image;
    }

    static BufferedImage opaque(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR && image.getRaster().getParent() == null) {
            return image;
        }
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return copy;
    }

    static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
