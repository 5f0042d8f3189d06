package mathsymbols.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

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
