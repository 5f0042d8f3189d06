package mathsymbols.data;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Off-heap memory for one batch, filled again and again. */
final class BatchBuffer implements AutoCloseable {
    private Batch batch;
    private Throwable failure;

    /** Reads the examples with these indices; what goes wrong is thrown where the batch is taken. */
    void fill(Examples examples, List<Integer> indices) {
        try {
            resize(examples, indices.size());
            FloatBuffer inputs = batch.inputs().data().asNioFloat();
            FloatBuffer labels = batch.labels().data().asNioFloat();
            int classes = examples.classes().size();
            for (int i = 0; i < indices.size(); i++) {
                examples.read(indices.get(i), inputs);
                int label = examples.label(indices.get(i));
                for (int c = 0; c < classes; c++) {
                    labels.put(c == label ? 1 : 0);
                }
            }
            writtenOnHost(batch.inputs());
            writtenOnHost(batch.labels());
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void resize(Examples examples, int size) {
        if (batch != null && batch.size() == size) {
            return;
        }
        close();
        long[] example = examples.shape();
        long[] inputs = new long[example.length + 1];
        inputs[0] = size;
        System.arraycopy(example, 0, inputs, 1, example.length);
        batch = new Batch(
                Nd4j.createUninitialized(DataType.FLOAT, inputs),
                Nd4j.createUninitialized(
                        DataType.FLOAT, size, examples.classes().size()));
    }

    /** A GPU copies what was written by the CPU before it next computes with it; without a GPU this does nothing. */
    private static void writtenOnHost(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
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
        if (batch != null) {
            batch.inputs().close();
            batch.labels().close();
            batch = null;
        }
    }
}
