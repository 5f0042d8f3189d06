package mathsymbols.data;

import static org.nd4j.linalg.api.concurrency.AffinityManager.Location.HOST;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Off-heap memory for one batch, filled again and again. */
final class BatchBuffer implements AutoCloseable {
    private final Batch batch;
    private Throwable failure;

    /** Room for {@code size} examples. */
    BatchBuffer(Examples examples, int size) {
        long[] inputs = LongStream.concat(LongStream.of(size), LongStream.of(examples.shape()))
                .toArray();
        batch = new Batch(
                Nd4j.createUninitialized(DataType.FLOAT, inputs),
                Nd4j.createUninitialized(
                        DataType.FLOAT, size, examples.classes().size()));
    }

    /** Reads the examples with these indices; what goes wrong is thrown where the batch is taken. */
    void fill(Examples examples, List<Integer> indices) {
        try {
            FloatBuffer inputs = onHost(batch.inputs());
            FloatBuffer labels = onHost(batch.labels());
            int classes = examples.classes().size();
            for (int i = 0; i < indices.size(); i++) {
                examples.read(indices.get(i), inputs);
                int label = examples.label(indices.get(i));
                for (int c = 0; c < classes; c++) {
                    labels.put(c == label ? 1 : 0);
                }
            }
            Nd4j.getAffinityManager().tagLocation(batch.inputs(), HOST);
            Nd4j.getAffinityManager().tagLocation(batch.labels(), HOST);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /**
     * An array's memory to write to. With a GPU an array has a twin in the GPU's memory; the tag set afterwards says which
     * of the two is newer. Without a GPU neither call does anything.
     */
    private static FloatBuffer onHost(INDArray array) {
        Nd4j.getAffinityManager().ensureLocation(array, HOST);
        return array.data().asNioFloat();
    }

    Batch batch() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return batch;
    }

    @Override
    public void close() {
        batch.inputs().close();
        batch.labels().close();
    }
}
