package mathsymbols.data;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** Fills batches on a thread of its own, at most two ahead of the reader, in memory that goes round between the two. */
final class Prefetcher implements Iterator<Batch>, AutoCloseable {
    /** One with the reader, one filled, one being filled. */
    private static final int BUFFERS = 3;

    private final List<BatchBuffer> buffers =
            Stream.generate(BatchBuffer::new).limit(BUFFERS).toList();
    private final BlockingQueue<BatchBuffer> free = new ArrayBlockingQueue<>(BUFFERS, false, buffers);
    private final BlockingQueue<BatchBuffer> filled = new ArrayBlockingQueue<>(BUFFERS);
    private final Examples examples;
    private final List<List<Integer>> parts;
    private final Thread thread;
    private int given;
    private BatchBuffer withReader;
    private long waitedNanos;

    /** @param parts the indices of each batch */
    Prefetcher(Examples examples, List<List<Integer>> parts) {
        this.examples = examples;
        this.parts = parts;
        this.thread = new Thread(this::fill, "reading batches");
        thread.setDaemon(true);
        thread.start();
    }

    private void fill() {
        try {
            for (List<Integer> part : parts) {
                BatchBuffer buffer = free.take();
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

    /** Frees the memory once the thread has let go of it. */
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
