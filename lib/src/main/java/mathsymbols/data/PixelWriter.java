package mathsymbols.data;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import mathsymbols.io.RowBlock;
import mathsymbols.io.RowFile;
import mathsymbols.io.RowWriter;

/** Decodes images on all cores, a block of rows at a time. An image that cannot be read becomes a failed row. */
final class PixelWriter implements RowFile.Maker {
    private final Dataset dataset;
    private final List<ImageRef> images;
    private final Progress progress;

    PixelWriter(Dataset dataset, List<ImageRef> images, Progress progress) {
        this.dataset = dataset;
        this.images = images;
        this.progress = progress;
    }

    /**
     * @throws IOException if the file cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    @Override
    public void make(RowWriter missing) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger(images.size() - missing.missingRows().length);
        ExecutorService pool = Executors.newFixedThreadPool(threads, PixelWriter::daemon);
        try {
            List<Future<Void>> workers = Stream.generate(() -> pool.submit(() -> work(missing, next, done)))
                    .limit(threads)
                    .toList();
            for (Future<Void> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while decoding images");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "decoding images");
        thread.setDaemon(true);
        return thread;
    }

    private Void work(RowWriter missing, AtomicInteger next, AtomicInteger done) throws IOException {
        for (int i = next.getAndIncrement(); i < missing.missingBlocks(); i = next.getAndIncrement()) {
            RowBlock block = missing.block(i);
            for (int row : block.rows().toArray()) {
                if (Thread.interrupted()) {
                    return null;
                }
                decode(row, block);
                progress.update("Decoding images", done.incrementAndGet(), images.size());
            }
            missing.put(block);
        }
        return null;
    }

    private void decode(int row, RowBlock block) throws IOException {
        ImageRef image = images.get(row);
        try {
            block.set(row, Images.pixels(Images.decode(dataset.read(image), image.toString())));
        } catch (InputException e) {
            block.fail(row, e.getMessage());
        }
    }
}
