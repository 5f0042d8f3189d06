package mathsymbols.data.sample;

import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import mathsymbols.data.Dataset;
import mathsymbols.io.AtomicFile;

/**
 * A stand-in for the report's images where those are not at hand: symbols of all 19 classes drawn by a program that
 * imitates hands. Numbers computed from it say nothing about the report's.
 */
public final class Sample {
    /** The file in the archive by which {@link Dataset#isSample()} knows a sample. */
    public static final String NOTE = "SAMPLE.txt";

    private static final String NOTE_TEXT =
            "These images were drawn by a program. They are not the images of the report.\n";
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private Sample() {}

    /**
     * Writes a sample as a zip archive laid out like the public one, {@code dataset/<class>/<image>}: of every four images
     * three are JPEG, 155 × 135, RGB, and one is PNG, 400 × 400, RGBA.
     *
     * @param archive the zip file to write; an older one is replaced
     * @param seed other seeds give other images
     * @param perClass images of each class
     * @throws IOException if the file cannot be written; an older one is then still there
     */
    public static void generate(Path archive, long seed, int perClass) throws IOException {
        AtomicFile.write(archive, out -> write(out, seed, perClass));
    }

    private static void write(OutputStream out, long seed, int perClass) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        put(zip, NOTE, NOTE_TEXT.getBytes(StandardCharsets.UTF_8));
        for (var glyph : SymbolShapes.all().entrySet()) {
            long[] seeds =
                    new Random(seed ^ glyph.getKey().hashCode()).longs(perClass).toArray();
            List<byte[]> images = IntStream.range(0, perClass)
                    .parallel()
                    .mapToObj(i -> image(glyph.getValue(), isPng(i), new Random(seeds[i])))
                    .toList();
            for (int i = 0; i < perClass; i++) {
                String name =
                        String.format(Locale.ROOT, "dataset/%s/s%05d.%s", glyph.getKey(), i, isPng(i) ? "png" : "jpg");
                put(zip, name, images.get(i));
            }
        }
        zip.finish();
    }

    private static boolean isPng(int index) {
        return index % 4 == 3;
    }

    /** One drawing of each symbol, 155 × 135, by class name in order; other seeds give other drawings. */
    public static SortedMap<String, BufferedImage> drawings(long seed) {
        SortedMap<String, BufferedImage> drawings = new TreeMap<>();
        SymbolShapes.all()
                .forEach((label, ways) ->
                        drawings.put(label, drawing(ways, false, new Random(seed ^ label.hashCode()))));
        return drawings;
    }

    private static BufferedImage drawing(List<List<List<Point2D>>> ways, boolean png, Random random) {
        var strokes = ways.get(random.nextInt(ways.size()));
        Writer pen = new Writer(random);
        return png
                ? pen.draw(strokes, 400, 400, BufferedImage.TYPE_INT_ARGB)
                : pen.draw(strokes, 155, 135, BufferedImage.TYPE_INT_RGB);
    }

    private static byte[] image(List<List<List<Point2D>>> ways, boolean png, Random random) {
        BufferedImage image = drawing(ways, png, random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, png ? "png" : "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
