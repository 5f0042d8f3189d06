package mathsymbols.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import mathsymbols.data.ImageSet;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import mathsymbols.io.RowBlock;
import mathsymbols.io.RowWriter;
import mathsymbols.io.Threads;
import mathsymbols.nn.FeatureMaker;
import mathsymbols.nn.FrozenBase;
import mathsymbols.nn.Vgg19;
import mathsymbols.train.Weights;
import org.apache.spark.broadcast.Broadcast;

/**
 * Has executors compute features, some blocks of the file at a time. What comes back is written at once, so that a search for
 * what is missing goes on where it was killed, here or there.
 */
final class SparkFeatures implements FeatureMaker {
    /** Blocks of a task, which are 64 images: seconds of work, 6 MB of VGG19's features. */
    private static final int BLOCKS = 4;

    private final SparkMachines machines;

    SparkFeatures(SparkMachines machines) {
        this.machines = machines;
    }

    @Override
    public void make(FrozenBase base, ImageSet images, RowWriter missing, Progress progress) throws IOException {
        if (!(base instanceof Vgg19 vgg19)) {
            throw new InputException("Only VGG19 as it is can be sent to a cluster's machines: leave the cluster out.");
        }
        SharedFile weights = weights(vgg19);
        Broadcast<FeatureTask.Shared> shared =
                machines.broadcast(new FeatureTask.Shared(SharedImages.of(machines, images), weights, vgg19.sha256()));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            new Work(new FeatureTask(shared), images.size(), missing, progress).run(threads);
        } finally {
            Threads.interrupt(threads); // none may write when the file is closed
            machines.forget(shared);
            weights.forget(machines);
        }
    }

    private SharedFile weights(Vgg19 base) throws IOException {
        Path file = Files.createTempFile("math-symbols-", ".weights");
        try {
            Weights.save(base.network(), file);
            return SharedFile.of(file, machines);
        } finally {
            Files.delete(file);
        }
    }

    /** One call's blocks, of which as many are asked for as there is room, and as many again that wait for it. */
    private final class Work {
        private final FeatureTask task;
        private final int size;
        private final RowWriter missing;
        private final Progress progress;
        private int begun;
        private int done;

        Work(FeatureTask task, int size, RowWriter missing, Progress progress) {
            this.task = task;
            this.size = size;
            this.missing = missing;
            this.progress = progress;
            this.done = size - missing.missingRows().length;
        }

        void run(ExecutorService threads) throws IOException {
            CompletionService<Integer> running = new ExecutorCompletionService<>(threads);
            int count = 0;
            try {
                while (begun < missing.missingBlocks() || count > 0) {
                    if (begun < missing.missingBlocks() && count < 2 * Math.max(1, machines.slots())) {
                        int[] blocks = IntStream.range(begun, Math.min(begun + BLOCKS, missing.missingBlocks()))
                                .toArray();
                        running.submit(() -> make(blocks));
                        begun += blocks.length;
                        count++;
                    } else {
                        done += running.take().get();
                        count--;
                        progress.update("Images through the base", done, size);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("Interrupted after " + done + " images");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InputException fault) {
                    throw fault;
                }
                throw new IOException(e.getCause().getMessage(), e);
            }
        }

        /** @return how many rows there are in the blocks */
        private int make(int[] indices) throws IOException, InterruptedException {
            List<RowBlock> blocks = new ArrayList<>();
            for (int index : indices) {
                blocks.add(missing.block(index));
            }
            int[] rows = blocks.stream().flatMapToInt(RowBlock::rows).toArray();
            byte[] features = machines.run("features of images " + rows[0] + " …", task, rows);
            int begin = 0;
            for (RowBlock block : blocks) {
                int length = block.bytes().remaining();
                block.bytes().put(features, begin, length);
                missing.put(block);
                begin += length;
            }
            return rows.length;
        }
    }
}
