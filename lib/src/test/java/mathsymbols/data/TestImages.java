package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Small image files, folders and archives of them. */
final class TestImages {
    private TestImages() {}

    static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IllegalArgumentException("No writer for " + format);
        }
        return bytes.toByteArray();
    }

    /** One colour all over. */
    static BufferedImage plain(int width, int height, int type, Color color) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    static byte[] jpeg(int grey) throws IOException {
        return encoded(plain(15, 13, BufferedImage.TYPE_INT_RGB, new Color(grey, grey, grey)), "jpg");
    }

    static byte[] png(int grey) throws IOException {
        return encoded(plain(20, 20, BufferedImage.TYPE_INT_ARGB, new Color(grey, grey, grey)), "png");
    }

    /** A folder of classes whose images have grey levels of their own: {@code <class>/0.png}, {@code 1.png} … */
    static Path folder(Path folder, int perClass, String... classes) throws IOException {
        for (int c = 0; c < classes.length; c++) {
            Files.createDirectories(folder.resolve(classes[c]));
            for (int i = 0; i < perClass; i++) {
                Files.write(folder.resolve(classes[c]).resolve(i + ".png"), png(c * 100 + i));
            }
        }
        return folder;
    }

    /** @param samples red, green, blue and perhaps alpha of each pixel */
    static byte[] losslessWebp(int[][][] samples) {
        int bands = samples[0][0].length;
        byte[] bgr = new byte[samples.length * samples[0].length * bands];
        for (int i = 0; i < bgr.length; i++) {
            int band = i % bands;
            int pixel = i / bands;
            bgr[i] = (byte) samples[pixel / samples[0].length][pixel % samples[0].length][band < 3 ? 2 - band : band];
        }
        try (BytePointer pixels = new BytePointer(bgr);
                Mat mat = new Mat(samples.length, samples[0].length, bands == 3 ? CV_8UC3 : CV_8UC4, pixels);
                IntPointer lossless = new IntPointer(IMWRITE_WEBP_QUALITY, 101);
                BytePointer encoded = new BytePointer()) {
            imencode(".webp", mat, encoded, lossless);
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    static byte[] webp(BufferedImage image) {
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        try (BytePointer pixels = new BytePointer(bgr);
                Mat mat = new Mat(image.getHeight(), image.getWidth(), CV_8UC3, pixels);
                BytePointer encoded = new BytePointer()) {
            imencode(".webp", mat, encoded);
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    static Path zip(Path zip, Map<String, byte[]> files) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return zip;
    }
}
