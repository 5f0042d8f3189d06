package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
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

    private static final double MOST_PIXELS = 16e6;

    private static final int PLANE = SIZE * SIZE;

    private Images() {}

    /**
     * Decodes a JPEG, PNG, BMP, TIFF or WebP file at its own size, or at a smaller one if that is beyond 16 megapixels.
     * Transparent parts show white paper; a photo is turned upright as its camera noted.
     *
     * @param name how messages name the file
     * @return an image of {@link BufferedImage#TYPE_3BYTE_BGR}
     * @throws InputException if the file is none of these, damaged, cut off or larger than 100 megapixels
     */
    public static BufferedImage decode(byte[] file, String name) {
        ImageFormat format = ImageFormat.check(file, name);
        // OpenCV turns a JPEG upright only if it is asked for colour; the others would lose their transparency.
        int flags = format == ImageFormat.JPEG ? IMREAD_COLOR : IMREAD_UNCHANGED;
        try (BytePointer bytes = new BytePointer(file);
                Mat encoded = new Mat(1, file.length, CV_8UC1, bytes);
                Mat pixels = imdecode(encoded, flags)) {
            if (pixels.empty()) {
                throw new IllegalArgumentException("OpenCV cannot decode it");
            }
            shrink(pixels);
            if (pixels.depth() == CV_16U) {
                pixels.convertTo(pixels, CV_8U, 1.0 / 257, 0);
            }
            if (pixels.depth() != CV_8U) {
                throw new IllegalArgumentException("Its values are neither 8 nor 16 bits");
            }
            Exif.turn(pixels, Exif.orientation(file, format));
            return onWhite(pixels);
        } catch (RuntimeException e) {
            throw ImageFormat.damaged(name, e);
        }
    }

    private static void shrink(Mat pixels) {
        double scale = Math.sqrt(MOST_PIXELS / ((double) pixels.cols() * pixels.rows()));
        if (scale < 1) {
            try (Size size =
                    new Size((int) Math.max(1, pixels.cols() * scale), (int) Math.max(1, pixels.rows() * scale))) {
                resize(pixels, pixels, size, 0, 0, INTER_AREA);
            }
        }
    }

    private static BufferedImage onWhite(Mat pixels) {
        int channels = pixels.channels();
        byte[] from = new byte[pixels.rows() * pixels.cols() * channels];
        pixels.data().get(from);
        BufferedImage image = new BufferedImage(pixels.cols(), pixels.rows(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] to = bytes(image);
        for (int i = 0; i < to.length; i++) {
            int pixel = i / CHANNELS * channels;
            int value = from[channels < CHANNELS ? pixel : pixel + i % CHANNELS] & 255;
            int alpha = channels == 4 ? from[pixel + 3] & 255 : 255;
            to[i] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return image;
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
        float[] values = floats(image);
        byte[] pixels = new byte[VALUES];
        for (int i = 0; i < VALUES; i++) {
            pixels[i] = (byte) Math.round(values[i] * 255f);
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

    private static BufferedImage opaque(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR && image.getRaster().getParent() == null) {
            return image;
        }
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return copy;
    }

    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
