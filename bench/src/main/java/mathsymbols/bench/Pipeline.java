package mathsymbols.bench;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Dataset;
import mathsymbols.data.Examples;
import mathsymbols.data.ImageSet;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Split;
import mathsymbols.io.Leftovers;
import mathsymbols.io.Progress;
import mathsymbols.io.RowBlock;
import mathsymbols.io.RowFile;
import mathsymbols.io.RowLayout;
import mathsymbols.io.RowWriter;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.nn.AlexNet;
import mathsymbols.nn.Features;
import mathsymbols.nn.TransferHead;
import mathsymbols.nn.Vgg19;
import mathsymbols.train.Fit;
import mathsymbols.train.History;
import mathsymbols.train.Trainer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What surrounds the convolutions: decoding, the head on cached features, and how long the network waits for images. */
final class Pipeline {
    private static final int CLASSES = 19;
    private static final int TRAIN = 6790;
    private static final int VALIDATION = 2263;
    private static final int IMAGES = 10_071;

    private Pipeline() {}

    /** @param vggPerImage seconds of the frozen base for one image */
    static Map<String, Double> measure(double vggPerImage) throws IOException {
        NativeLibrary.select();
        Map<String, Double> values = new LinkedHashMap<>();
        double twentyHeadEpochs = head(values);
        values.put("vgg19_pass_s", IMAGES * vggPerImage);
        values.put("twenty_head_epochs_over_vgg19_pass", twentyHeadEpochs / (IMAGES * vggPerImage));
        String data = System.getenv("MATH_SYMBOLS_DATA");
        if (data != null) {
            realImages(Path.of(data), values);
        }
        values.forEach((name, value) -> System.out.printf("%-36s %8.3f%n", name, value));
        return values;
    }

    /**
     * The report's twenty epochs of the head, each with its validation, on a file with features of the report's numbers of
     * images, beside merely reading them from memory.
     *
     * @return seconds of the twenty epochs
     */
    private static double head(Map<String, Double> values) throws IOException {
        Path file = Files.createTempFile("features", ".rows");
        MultiLayerNetwork head = TransferHead.build(Vgg19.SHAPE, CLASSES, 1001);
        try {
            RowLayout layout = new RowLayout("noise", Vgg19.FEATURES * Float.BYTES, TRAIN + VALIDATION);
            RowFile rows = RowFile.open(file, layout, Pipeline::fill, Progress.NONE);
            Features train = new Features(rows, 0, new Noise(TRAIN), Vgg19.SHAPE);
            Features validation = new Features(rows, TRAIN, new Noise(VALIDATION), Vgg19.SHAPE);
            Fit fit = Trainer.of(head).epochs(20).fit(train, validation);
            double twentyEpochs = fit.history().epochs().stream()
                    .mapToDouble(History.Epoch::seconds)
                    .sum();
            double reading = IntStream.range(0, 5)
                    .mapToDouble(i -> reading(train) + reading(validation))
                    .min()
                    .orElseThrow();
            values.put("head_epoch_s", twentyEpochs / 20);
            values.put("reading_its_features_s", reading);
            values.put("head_epoch_over_reading", twentyEpochs / 20 / reading);
            return twentyEpochs;
        } finally {
            head.close();
            Files.delete(file);
        }
    }

    /** Seconds to copy every row once, on all cores, to where the cache keeps it: what memory allows at best. */
    private static double reading(Features features) {
        ThreadLocal<FloatBuffer> row = ThreadLocal.withInitial(() -> FloatBuffer.allocate(Vgg19.FEATURES));
        long start = System.nanoTime();
        IntStream.range(0, features.size())
                .parallel()
                .forEach(i -> features.read(i, row.get().clear()));
        return (System.nanoTime() - start) / 1e9;
    }

    private static void fill(RowWriter missing) throws IOException {
        Noise noise = new Noise(1);
        for (int i = 0; i < missing.missingBlocks(); i++) {
            RowBlock block = missing.block(i);
            FloatBuffer values = block.bytes().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            while (values.hasRemaining()) {
                noise.read(0, values);
            }
            missing.put(block);
        }
    }

    private static void realImages(Path source, Map<String, Double> values) throws IOException {
        Path folder = Files.createTempDirectory("bench");
        try (Dataset dataset = Dataset.open(source)) {
            long start = System.nanoTime();
            ImageSet train = PixelCache.open(dataset, Split.ofReport(dataset), folder, Progress.NONE)
                    .train();
            values.put("decode_and_cache_s", (System.nanoTime() - start) / 1e9);
            values.put("waiting_share_of_training", waitingShare(train));
        } finally {
            Leftovers.delete(folder);
        }
    }

    /** The share of AlexNet's training time that goes by without a batch to work on. */
    private static double waitingShare(ImageSet images) {
        MultiLayerNetwork network = AlexNet.build(Work.alexNetOptions());
        ImageSet some = images.subset(IntStream.range(0, 30 * 64).toArray());
        try (Batches batches = Batches.of(some, 64).shuffled(1001, 1)) {
            long start = System.nanoTime();
            for (Batch batch : batches) {
                network.fit(batch.inputs(), batch.labels());
            }
            return batches.waited().toNanos() / (double) (System.nanoTime() - start);
        } finally {
            network.close();
        }
    }

    /** As many features as VGG19 gives, always the same ones. */
    private record Noise(int size, float[] values) implements Examples {
        Noise(int size) {
            this(size, new float[Vgg19.FEATURES]);
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 97 / 97f;
            }
        }

        @Override
        public List<String> classes() {
            return IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        }

        @Override
        public int label(int index) {
            return index % CLASSES;
        }

        @Override
        public long[] shape() {
            return new long[] {Vgg19.FEATURES};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            target.put(values);
        }
    }
}
