package mathsymbols.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.factory.Nd4j;

/** Fills batches on a thread of its own, at most two ahead of the reader, in buffers that are used again. */
final class Prefetcher implements Iterator<Batch>, AutoCloseable {
    /** One with the reader, one filled, one being filled. */
    private static final int BUFFERS = 3;

    private final List<BatchBuffer> buffers = new ArrayList<>();
    private final BlockingQueue<BatchBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<BatchBuffer> filled = new ArrayBlockingQueue<>(BUFFERS);
    private final Examples examples;
    private final List<List<Integer>> parts;
    private final Thread thread;
    private int given;
    private BatchBuffer withReader;
    private long waitedNanos;

    /**
     * Allocates here, and not on the thread of its own: the C library keeps freed memory for the thread that had it, and
     * every epoch has another.
     *
     * @param parts the indices of each batch, all of one size but for the last
     */
    Prefetcher(Examples examples, List<List<Integer>> parts) {
        this.examples = examples;
        this.parts = parts;
        for (int i = 0; i < Math.min(BUFFERS, parts.size()); i++) {
            buffers.add(new BatchBuffer(examples, parts.get(0).size()));
        }
        free.addAll(buffers);
        if (!parts.isEmpty() && last().size() < parts.get(0).size()) {
            buffers.add(new BatchBuffer(examples, last().size()));
        }
        this.thread = new Thread(this::fill, "reading batches");
        thread.setDaemon(true);
        thread.start();
    }

    private List<Integer> last() {
        return parts.get(parts.size() - 1);
    }

    private void fill() {
        try {
            for (List<Integer> part : parts) {
                boolean smaller = part.size() < parts.get(0).size();
                BatchBuffer buffer = smaller ? buffers.get(buffers.size() - 1) : free.take();
                buffer.fill(examples, part);
                filled.put(buffer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        return given < parts.size();
    }

    /** The batch before is no longer valid. */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (withReader != null) {
            // A GPU may not have finished with it; without one this does nothing.
            Nd4j.getExecutioner().commit();
            free.add(withReader);
            withReader = null;
        }
        long start = System.nanoTime();
        try {
            withReader = filled.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for a batch");
        }
        waitedNanos += System.nanoTime() - start;
        given++;
        return withReader.batch();
    }

    Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    /** Frees the memory once the thread has ended. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        buffers.forEach(BatchBuffer::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
