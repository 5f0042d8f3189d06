package mathsymbols.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One pass over examples in batches. A background thread reads, scales and lays out the next batches while the network
 * computes.
 *
 * <p>The batches own their memory, which lies off the heap and is used again: a batch is valid until the next call of
 * {@link Iterator#next()} and is never closed by who receives it; {@link #close()} frees everything. Keep values longer by
 * {@code batch.inputs().dup()}. Like a {@link java.nio.file.DirectoryStream}, it can be walked once:
 *
 * <pre>{@code
 * try (Batches batches = Batches.of(train, 64).shuffled(seed, epoch)) {
 *     for (Batch batch : batches) {
 *         network.fit(batch.inputs(), batch.labels());
 *     }
 * }
 * }</pre>
 */
public final class Batches implements Iterable<Batch>, AutoCloseable {
    private final Examples examples;
    private final int batchSize;
    private final List<Integer> order;
    private Prefetcher prefetcher;

    private Batches(Examples examples, int batchSize, List<Integer> order) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch needs at least one example, not " + batchSize);
        }
        this.examples = examples;
        this.batchSize = batchSize;
        this.order = order;
    }

    /** The examples in their own order, {@code batchSize} at a time; the last batch may be smaller. */
    public static Batches of(Examples examples, int batchSize) {
        List<Integer> order = IntStream.range(0, examples.size()).boxed().toList();
        return new Batches(examples, batchSize, order);
    }

    /**
     * The examples in another order in every epoch, the same whenever seed and epoch are the same. The shuffle is Python's
     * because the split needs that one anyway and tests hold it to Python's own output: an order that a checkpoint relies
     * on must not change with a Java release. (The report's orders cannot be had again: it does not state their seed.)
     */
    public Batches shuffled(long seed, int epoch) {
        List<Integer> shuffled = new ArrayList<>(order);
        Shuffles.python(shuffled, MersenneTwister.initByArray((int) seed, (int) (seed >>> 32), epoch));
        return new Batches(examples, batchSize, Collections.unmodifiableList(shuffled));
    }

    /** How many batches there are. */
    public int count() {
        return (order.size() + batchSize - 1) / batchSize;
    }

    /** How long the network has had to wait for batches so far. */
    public Duration waited() {
        return prefetcher == null ? Duration.ZERO : prefetcher.waited();
    }

    /**
     * Starts reading ahead.
     *
     * @throws IllegalStateException at the second call
     */
    @Override
    public Iterator<Batch> iterator() {
        if (prefetcher != null) {
            throw new IllegalStateException("These batches have been walked already: make new ones with Batches.of");
        }
        List<List<Integer>> parts = IntStream.range(0, count())
                .mapToObj(i -> order.subList(i * batchSize, Math.min(order.size(), (i + 1) * batchSize)))
                .toList();
        prefetcher = new Prefetcher(examples, parts);
        return prefetcher;
    }

    /** Stops reading ahead and frees all batches. */
    @Override
    public void close() {
        if (prefetcher != null) {
            prefetcher.close();
        }
    }
}
