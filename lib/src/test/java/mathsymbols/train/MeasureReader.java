package mathsymbols.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import mathsymbols.data.Composed;
import mathsymbols.data.Dataset;
import mathsymbols.data.Flaws;
import mathsymbols.data.Glyph;
import mathsymbols.data.Glyphs;
import mathsymbols.data.Photograph;
import mathsymbols.data.PixelCache;
import mathsymbols.data.RandomWarp;
import mathsymbols.data.Split;
import mathsymbols.data.SplitImages;
import mathsymbols.data.StrokeWidth;
import mathsymbols.eval.Predictions;
import mathsymbols.io.Progress;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.nn.Reader;
import mathsymbols.nn.fast.Accelerator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.RampSchedule;

/**
 * Trains chapter 7's reader on all real images, once for each seed, and says what it reads: a program for people, no test,
 * since a training takes ten minutes. What was stopped goes on where it was.
 *
 * <pre>{@code MeasureReader archive.zip work-folder photographs/ 1 2 3}</pre>
 *
 * The photographs lie in folders named by their class.
 */
final class MeasureReader {
    private static final int EPOCHS = 24;
    private static final int BATCH = 64;

    private MeasureReader() {}

    public static void main(String[] arguments) throws IOException {
        NativeLibrary.select();
        Path work = Path.of(arguments[1]);
        SplitImages images;
        try (Dataset dataset = Dataset.open(Path.of(arguments[0]))) {
            images = PixelCache.open(dataset, Split.ofReport(dataset), work, Progress.NONE);
        }
        for (String seed : Arrays.asList(arguments).subList(3, arguments.length)) {
            MultiLayerNetwork network = trained(images, Long.parseLong(seed), work);
            Weights.save(network, work.resolve("seed-" + seed + ".weights"));
            System.out.println("seed " + seed + ", validation: " + score(network, Glyphs.of(images.validation())));
            System.out.println("seed " + seed + ", test:       " + score(network, Glyphs.of(images.test())));
            System.out.println("seed " + seed + ", mistakes on photographs: "
                    + mistakes(network, images.classes(), Path.of(arguments[2])));
        }
    }

    private static MultiLayerNetwork trained(SplitImages images, long seed, Path work) {
        Glyphs train = Glyphs.of(images.train());
        int steps = EPOCHS * ((train.size() + BATCH - 1) / BATCH);
        var rate = new RampSchedule(new FixedSchedule(5e-3), steps / 5);
        MultiLayerNetwork network =
                new MultiLayerNetwork(Reader.configuration(images.classes().size(), new Adam(rate), seed));
        network.init();
        Accelerator.accelerate(network);
        long start = System.nanoTime();
        Trainer.of(network)
                .epochs(EPOCHS)
                .batchSize(BATCH)
                .seed(seed)
                .augmentation(new Composed(List.of(
                        StrokeWidth.ofGlyphs(), RandomWarp.ofGlyphs(), Flaws.ofGlyphs(), Photograph.ofGlyphs())))
                .labelSmoothing(0.05)
                .averaging(0.995)
                .checkpoint(work.resolve("reader-" + seed))
                .fit(train, Glyphs.of(images.validation()))
                .close();
        System.out.println("seed " + seed + ", " + Duration.ofNanos(System.nanoTime() - start) + ", processor time "
                + ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO) + " since the program began");
        return network;
    }

    private static String score(MultiLayerNetwork network, Glyphs glyphs) {
        return Predictions.of(network, glyphs, Progress.NONE).score().toString();
    }

    private static List<String> mistakes(MultiLayerNetwork network, List<String> classes, Path photographs) {
        List<String> mistakes = new ArrayList<>();
        for (String label : classes) {
            for (Path file : files(photographs.resolve(label))) {
                String read = classes.get(network.output(glyph(file)).argMax(1).getInt(0));
                if (!read.equals(label)) {
                    mistakes.add(label + "/" + file.getFileName() + " as " + read);
                }
            }
        }
        return mistakes;
    }

    private static INDArray glyph(Path file) {
        try {
            float[] values = Glyph.of(ImageIO.read(file.toFile())).values();
            return Nd4j.create(values, new long[] {1, 1, Glyph.SIDE, Glyph.SIDE}, 'c');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
