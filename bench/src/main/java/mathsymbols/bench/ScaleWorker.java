package mathsymbols.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageSet;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Split;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Json;
import mathsymbols.io.Leftovers;
import mathsymbols.io.Progress;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.nn.AlexNet;
import mathsymbols.nn.Vgg19;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** One of {@link ScaleBench}'s processes: decodes generated images, has VGG19 read some and AlexNet learn from them. */
final class ScaleWorker {
    private static final int IMAGES = 64;
    private static final int A_CLASS = 10;
    private static final int BATCH = 16;

    private ScaleWorker() {}

    /** @param arguments how many times the smallest number of images, and the number of threads */
    public static void main(String[] arguments) throws IOException {
        NativeLibrary.select();
        int times = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("scale");
        // Heap, arrays and the like; not the pages of mapped files, which the system takes back at will.
        DoubleAccumulator most = new DoubleAccumulator(Math::max, 0);
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        watch.scheduleAtFixedRate(() -> most.accumulate(Worker.memory("RssAnon")), 0, 50, TimeUnit.MILLISECONDS);
        try {
            Path archive = folder.resolve("sample.zip");
            Sample.generate(archive, 1, times * A_CLASS);
            try (Dataset dataset = Dataset.open(archive)) {
                Split split = Split.ofReport(dataset);
                long start = System.nanoTime();
                ImageSet train =
                        PixelCache.open(dataset, split, folder, Progress.NONE).train();
                double decode = since(start);
                ImageSet some = train.subset(IntStream.range(0, times * IMAGES).toArray());
                double features = features(some);
                double training = training(some);
                ScaleBench.Run run = new ScaleBench.Run(
                        times,
                        Integer.parseInt(arguments[1]),
                        dataset.images().size(),
                        some.size(),
                        decode,
                        features,
                        training,
                        most.get());
                System.out.println(Json.MAPPER.writeValueAsString(run));
            }
        } finally {
            watch.shutdownNow();
            Leftovers.delete(folder);
        }
    }

    private static double features(ImageSet images) {
        try (Vgg19 vgg19 = Vgg19.random(1)) {
            pass(images.subset(IntStream.range(0, BATCH).toArray()), batch -> vgg19.features(batch.inputs())
                    .close());
            return pass(images, batch -> vgg19.features(batch.inputs()).close());
        }
    }

    private static double training(ImageSet images) {
        MultiLayerNetwork network = AlexNet.build(Work.alexNetOptions());
        try {
            pass(
                    images.subset(IntStream.range(0, 3 * BATCH).toArray()),
                    batch -> network.fit(batch.inputs(), batch.labels()));
            return pass(images, batch -> network.fit(batch.inputs(), batch.labels()));
        } finally {
            network.close();
        }
    }

    private static double pass(ImageSet images, Consumer<Batch> work) {
        long start = System.nanoTime();
        try (Batches batches = Batches.of(images, BATCH)) {
            for (Batch batch : batches) {
                work.accept(batch);
            }
        }
        return since(start);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
