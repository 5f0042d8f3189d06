package mathsymbols.predict;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** One picture, 60 × 40, white with a red corner at the top left, in the many ways in which files hold pictures. */
public final class PictureFiles {
    static final int WIDTH = 60;
    static final int HEIGHT = 40;

    private PictureFiles() {}

    /** @param type as {@link BufferedImage} counts them */
    static BufferedImage picture(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 20, 20);
        graphics.dispose();
        return image;
    }

    public static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("No writer for " + format);
        }
        return bytes.toByteArray();
    }

    public static byte[] jpeg(int orientation) throws IOException {
        byte[] exif = concat("Exif\0\0".getBytes(), exif(orientation));
        byte[] marker = {(byte) 0xff, (byte) 0xe1, 0, (byte) (exif.length + 2)};
        return insert(encoded(picture(BufferedImage.TYPE_INT_RGB), "jpg"), 2, concat(marker, exif));
    }

    static byte[] png(int orientation) throws IOException {
        byte[] body = concat("eXIf".getBytes(), exif(orientation));
        CRC32 crc = new CRC32();
        crc.update(body);
        ByteBuffer chunk = ByteBuffer.allocate(body.length + 8);
        chunk.putInt(body.length - 4).put(body).putInt((int) crc.getValue());
        return insert(encoded(picture(BufferedImage.TYPE_INT_ARGB), "png"), 33, chunk.array());
    }

    static byte[] tiff(BufferedImage image, int orientation) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(
                writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), writer.getDefaultWriteParam()));
        directory.addTIFFField(new TIFFField(BaselineTIFFTagSet.getInstance().getTag(274), orientation));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, directory.getAsMetadata()));
        }
        return bytes.toByteArray();
    }

    static byte[] webp() {
        BufferedImage image = picture(BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        try (BytePointer pixels = new BytePointer(bgr);
                Mat mat = new Mat(HEIGHT, WIDTH, CV_8UC3, pixels);
                BytePointer encoded = new BytePointer()) {
            imencode(".webp", mat, encoded);
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    static byte[] webp(int orientation) {
        byte[] plain = webp();
        byte[] exif = exif(orientation);
        int length = 12 + 18 + plain.length - 12 + 8 + exif.length;
        ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes()).putInt(length - 8).put("WEBP".getBytes());
        file.put("VP8X".getBytes()).putInt(10).putInt(8);
        file.put(new byte[] {WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0});
        file.put(plain, 12, plain.length - 12);
        file.put("EXIF".getBytes()).putInt(exif.length).put(exif);
        return file.array();
    }

    /** A JPEG of cyan, magenta, yellow and black; Adobe's kind is upside down and marked so. */
    static byte[] cmyk(boolean adobe) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int ink = x < 20 && y < 20 ? 255 : 0;
                int[] red = {0, ink, ink, 0};
                for (int band = 0; band < 4; band++) {
                    raster.setSample(x, y, band, adobe ? 255 - red[band] : red[band]);
                }
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        }
        byte[] marker = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return adobe ? insert(bytes.toByteArray(), 2, marker) : bytes.toByteArray();
    }

    /** 16 bits a channel; the red corner opaque, the rest wholly transparent black. */
    static BufferedImage deepAndTransparent() {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                false,
                BufferedImage.TRANSLUCENT,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 20; x++) {
                raster.setPixel(x, y, new int[] {65535, 0, 0, 65535});
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    /** An Exif block that holds nothing but the orientation. */
    private static byte[] exif(int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        exif.put("II*\0".getBytes()).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return exif.array();
    }

    private static byte[] insert(byte[] file, int at, byte[] piece) {
        ByteBuffer all = ByteBuffer.allocate(file.length + piece.length);
        return all.put(file, 0, at).put(piece).put(file, at, file.length - at).array();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return insert(first, first.length, second);
    }
}
