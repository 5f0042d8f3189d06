package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes with readers of Java's Image I/O. They unpack the samples; what those mean is worked out here, because Java's own
 * conversions apply colour profiles and take grey for linear.
 */
final class JavaDecoder {
    private JavaDecoder() {}

    /** Whether to believe that parts are transparent. */
    enum Alpha {
        AS_STATED,
        /** Programs that write no transparency leave it 0 all over. */
        UNLESS_ALL_CLEAR,
        IGNORED
    }

    static Mat decode(String format, byte[] file, long pixels, Alpha alpha) throws IOException {
        return decode(ImageIO.getImageReadersByFormatName(format).next(), file, pixels, alpha);
    }

    /**
     * @param pixels how many the file states
     * @return blue-green-red of 8 bits, transparent parts on white paper
     */
    static Mat decode(ImageReader reader, byte[] file, long pixels, Alpha alpha) throws IOException {
        try (BoundedInput in = new BoundedInput(file, pixels)) {
            reader.setInput(in, true, true);
            return pixels(reader.read(0), alpha);
        } finally {
            reader.dispose();
        }
    }

    private static Mat pixels(BufferedImage image, Alpha alpha) throws IOException {
        ColorModel model = image.getColorModel();
        boolean transparent =
                model.hasAlpha() && (alpha == Alpha.AS_STATED || alpha == Alpha.UNLESS_ALL_CLEAR && !isAllClear(image));
        RowReader rows = rows(model, transparent);
        int width = image.getWidth();
        Mat pixels = new Mat(image.getHeight(), width, CV_8UC3);
        byte[] bgr = new byte[width * Images.CHANNELS];
        int[] samples = null;
        for (int y = 0; y < image.getHeight(); y++) {
            samples = image.getRaster().getPixels(0, y, width, 1, samples);
            rows.read(samples, bgr);
            pixels.ptr(y).put(bgr);
        }
        return pixels;
    }

    private static boolean isAllClear(BufferedImage image) {
        Raster raster = image.getRaster();
        int alpha = raster.getNumBands() - 1;
        int[] row = null;
        for (int y = 0; y < image.getHeight(); y++) {
            row = raster.getSamples(0, y, image.getWidth(), 1, alpha, row);
            for (int value : row) {
                if (value != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Turns a row of samples, all bands of a pixel together, into a row of blue, green and red. */
    private interface RowReader {
        void read(int[] samples, byte[] bgr);
    }

    private static RowReader rows(ColorModel model, boolean transparent) throws IOException {
        if (model instanceof IndexColorModel palette) {
            return (samples, bgr) -> {
                for (int x = 0; x < samples.length; x++) {
                    int argb = palette.getRGB(samples[x]);
                    int alpha = argb >>> 24;
                    for (int c = 0; c < Images.CHANNELS; c++) {
                        bgr[x * Images.CHANNELS + c] = PaperWhite.blend(argb >> 8 * c & 255, alpha);
                    }
                }
            };
        }
        int bands = model.getNumComponents();
        int colours = model.getNumColorComponents();
        int[] largest = new int[bands];
        for (int band = 0; band < bands; band++) {
            largest[band] = (1 << model.getComponentSize(band)) - 1;
        }
        if (model.getColorSpace().getType() == ColorSpace.TYPE_CMYK && colours == 4) {
            return (samples, bgr) -> {
                for (int x = 0; x < bgr.length / Images.CHANNELS; x++) {
                    int light = 255 - level(samples[x * bands + 3], largest[3]);
                    for (int c = 0; c < Images.CHANNELS; c++) {
                        int ink = level(samples[x * bands + 2 - c], largest[2 - c]);
                        bgr[x * Images.CHANNELS + c] = (byte) (((255 - ink) * light + 127) / 255);
                    }
                }
            };
        }
        if (colours != 1 && colours != Images.CHANNELS) {
            throw new KindNotReadException("an image of " + colours + " colours");
        }
        boolean premultiplied = model.isAlphaPremultiplied();
        return (samples, bgr) -> {
            for (int i = 0; i < bgr.length; i++) {
                int pixel = i / Images.CHANNELS * bands;
                int band = colours == 1 ? 0 : 2 - i % Images.CHANNELS;
                int value = level(samples[pixel + band], largest[band]);
                int alpha = transparent ? level(samples[pixel + colours], largest[colours]) : 255;
                bgr[i] = premultiplied ? (byte) Math.min(255, value + 255 - alpha) : PaperWhite.blend(value, alpha);
            }
        };
    }

    private static int level(int sample, int largest) {
        return largest == 255 ? sample : (int) ((sample * 255L + largest / 2) / largest);
    }
}
