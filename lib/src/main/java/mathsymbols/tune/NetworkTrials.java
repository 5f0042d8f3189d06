package mathsymbols.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import mathsymbols.data.Examples;
import mathsymbols.train.Fit;
import mathsymbols.train.History;
import mathsymbols.train.Trainer;
import mathsymbols.train.Weights;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trains a network for every trial. A trial that was killed goes on from its last epoch; a promoted one begins with the
 * weights of its predecessor's best epoch, as in the Keras Tuner, and with a fresh optimiser. What stays in a trial's
 * folder is {@code best.weights}. The network's native memory is freed before the next trial.
 *
 * @param build makes a freshly initialised network for some hyper-parameters
 * @param trainer says how it is trained: batch size, seed, early stopping, progress. The epochs, the checkpoint folder
 *     and the best epoch's figure come from the search
 */
public record NetworkTrials(
        Function<Values, MultiLayerNetwork> build,
        Function<MultiLayerNetwork, Trainer> trainer,
        Examples train,
        Examples validation)
        implements TrialRunner {
    private static final String WEIGHTS = "best.weights";
    private static final String CHECKPOINTS = "checkpoints";

    @Override
    public History run(Assignment assignment) throws IOException {
        MultiLayerNetwork network = build.apply(assignment.trial().values());
        try {
            if (assignment.predecessor().isPresent()) {
                Weights.load(network, assignment.predecessor().get().resolve(WEIGHTS));
            }
            Path checkpoints = assignment.folder().resolve(CHECKPOINTS);
            try (Fit fit = trainer.apply(network)
                    .initialEpoch(assignment.trial().plan().initialEpoch())
                    .epochs(assignment.trial().plan().epochs())
                    .best(assignment.objective())
                    .checkpoint(checkpoints)
                    .fit(train, validation)) {
                if (fit.stop() == Fit.Stop.INTERRUPTED) {
                    throw new CancellationException("The trial was interrupted.");
                }
                fit.useBest();
                Weights.save(network, assignment.folder().resolve(WEIGHTS));
                TrialStore.delete(checkpoints);
                return fit.history();
            }
        } finally {
            network.close();
        }
    }
}
