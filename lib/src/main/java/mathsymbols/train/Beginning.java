package mathsymbols.train;

import java.util.Optional;
import mathsymbols.nn.RunningAverages;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a fit begins with, kept until its first epoch is done. A fit that ends before that gives it back, so that the same
 * call begins again from there; after a kill, the program that is run again makes it afresh.
 */
final class Beginning implements AutoCloseable {
    private final INDArray weights;
    private final Optional<INDArray> updaterState;
    private final int iterations;
    private final Optional<double[]> second;

    private Beginning(INDArray weights, Optional<INDArray> updaterState, int iterations, Optional<double[]> second) {
        this.weights = weights;
        this.updaterState = updaterState;
        this.iterations = iterations;
        this.second = second;
    }

    static Beginning of(MultiLayerNetwork network, Optional<RunningAverages> second) {
        return new Beginning(
                network.params().dup(),
                updaterState(network).map(INDArray::dup),
                network.getIterationCount(),
                second.map(RunningAverages::state));
    }

    void giveBack(MultiLayerNetwork network, Optional<RunningAverages> averages) {
        network.params().assign(weights);
        updaterState.ifPresent(state -> network.getUpdater().getStateViewArray().assign(state));
        network.setIterationCount(iterations);
        second.ifPresent(state -> averages.orElseThrow().restore(state));
    }

    /** Adam's moments; none where the updater keeps nothing. */
    private static Optional<INDArray> updaterState(MultiLayerNetwork network) {
        return Optional.ofNullable(network.getUpdater().getStateViewArray());
    }

    @Override
    public void close() {
        weights.close();
        updaterState.ifPresent(INDArray::close);
    }
}
