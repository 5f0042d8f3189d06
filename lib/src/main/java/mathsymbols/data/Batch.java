package mathsymbols.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples that go through the network together.
 *
 * @param inputs {@code [n, …shape of one example]}, float32
 * @param labels {@code [n, classes]}, one-hot, float32
 */
public record Batch(INDArray inputs, INDArray labels) {
    /** The number of examples {@code n}. */
    public int size() {
        return (int) inputs.size(0);
    }
}
