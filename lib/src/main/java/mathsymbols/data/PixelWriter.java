package mathsymbols.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;

/** Decodes images on all cores and writes each one's pixels to its place in a file. */
final class PixelWriter {
    private final Dataset dataset;
    private final List<ImageRef> images;
    private final FileChannel file;
    private final Progress progress;
    private final Map<Integer, String> skipped = new ConcurrentSkipListMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    PixelWriter(Dataset dataset, List<ImageRef> images, FileChannel file, Progress progress) {
        this.dataset = dataset;
        this.images = images;
        this.file = file;
        this.progress = progress;
    }

    /**
     * Writes all images.
     *
     * @return by its place, why an image could not be read
     * @throws IOException if the file cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    Map<Integer, String> write() throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads, PixelWriter::daemon);
        try {
            List<Future<Void>> workers = Stream.generate(() -> pool.submit(this::work))
                    .limit(threads)
                    .toList();
            for (Future<Void> worker : workers) {
                worker.get();
            }
            return skipped;
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

    private Void work() throws IOException {
        for (int i = next.getAndIncrement(); i < images.size() && !Thread.interrupted(); i = next.getAndIncrement()) {
            ImageRef image = images.get(i);
            try {
                byte[] pixels = Images.pixels(Images.decode(dataset.read(image), image.toString()));
                put(ByteBuffer.wrap(pixels), (long) i * Images.VALUES);
            } catch (InputException e) {
                skipped.put(i, e.getMessage());
            }
            progress.update("Decoding images", done.incrementAndGet(), images.size());
        }
        return null;
    }

    private void put(ByteBuffer pixels, long position) throws IOException {
        while (pixels.hasRemaining()) {
            file.write(pixels, position + pixels.position());
        }
    }
}
