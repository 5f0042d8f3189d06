package mathsymbols.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import mathsymbols.data.Examples;
import mathsymbols.io.InputException;
import mathsymbols.io.Leftovers;
import mathsymbols.nn.fast.Accelerator;
import mathsymbols.train.Fit;
import mathsymbols.train.FitSettings;
import mathsymbols.train.History;
import mathsymbols.train.Trainer;
import mathsymbols.train.TrainingListener;
import mathsymbols.train.Weights;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trains a network for every trial. A trial that was killed goes on from its last epoch; a promoted one begins with the
 * weights of its predecessor's best epoch, as in the Keras Tuner, and with a fresh optimiser. What stays in a trial's
 * folder is {@code best.weights}. The network's native memory is freed before the next trial.
 *
 * @param configuration of the network for some hyper-parameters
 * @param fitSettings how each is trained. The epochs and the best epoch's figure come from the search
 * @param listener who is told how a trial's fit goes
 */
public record NetworkTrials(
        Function<Values, MultiLayerConfiguration> configuration,
        FitSettings fitSettings,
        Examples train,
        Examples validation,
        Function<Trial, TrainingListener> listener)
        implements TrialRunner {
    /** What stays in a trial's folder: the weights of its best epoch. */
    public static final String WEIGHTS = "best.weights";

    private static final String CHECKPOINTS = "checkpoints";

    /** Trials whose fits nobody listens to. */
    public NetworkTrials(
            Function<Values, MultiLayerConfiguration> configuration,
            FitSettings fitSettings,
            Examples train,
            Examples validation) {
        this(configuration, fitSettings, train, validation, trial -> TrainingListener.NONE);
    }

    @Override
    public History run(Assignment assignment) throws IOException {
        MultiLayerNetwork network = network(assignment.trial().values());
        try {
            if (assignment.predecessor().isPresent()) {
                load(network, assignment.predecessor().get().resolve(WEIGHTS), assignment.trial());
            }
            Trial.Plan plan = assignment.trial().plan();
            Trainer trainer = Trainer.of(network)
                    .settings(fitSettings)
                    .initialEpoch(plan.initialEpoch())
                    .epochs(plan.epochs())
                    .monitor(assignment.objective())
                    .listener(listener.apply(assignment.trial()));
            if (plan.epochs() - plan.initialEpoch() > 1) { // nothing goes on after a single epoch
                trainer.checkpoint(assignment.folder().resolve(CHECKPOINTS));
            }
            try (Fit fit = trainer.fit(train, validation)) {
                if (fit.stop() == Fit.Stop.INTERRUPTED) {
                    throw new CancellationException("The trial was interrupted.");
                }
                if (fit.bestEpoch().isEmpty()
                        && fit.history().best(assignment.objective()).isPresent()) {
                    throw new IOException("The weights of the trial's best epoch are lost.");
                }
                fit.useBest();
                Weights.save(network, assignment.folder().resolve(WEIGHTS));
                return fit.history();
            }
        } finally {
            network.close();
        }
    }

    /**
     * The weights with which a promoted trial begins, as their file has them, once it has been checked here.
     *
     * @throws InputException if they are missing or damaged
     */
    public byte[] weightsBefore(Assignment assignment) throws IOException {
        Path weights = assignment.predecessor().orElseThrow().resolve(WEIGHTS);
        MultiLayerNetwork network = network(assignment.trial().values());
        try {
            load(network, weights, assignment.trial());
        } finally {
            network.close();
        }
        return Files.readAllBytes(weights);
    }

    private static void load(MultiLayerNetwork network, Path weights, Trial trial) {
        try {
            Weights.load(network, weights);
        } catch (IOException | InputException e) {
            throw new InputException(
                    weights + ", with which trial " + trial.number() + " begins, is "
                            + (Files.exists(weights) ? "damaged" : "missing")
                            + ": put it back and search again, or call overwrite() to search afresh.",
                    e);
        }
    }

    private MultiLayerNetwork network(Values values) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.apply(values));
        network.init();
        Accelerator.accelerate(network);
        return network;
    }

    @Override
    public Map<String, String> fingerprint(Values example) {
        return fitSettings.fingerprint(configuration.apply(example), train, validation);
    }

    @Override
    public void recorded(Path folder) throws IOException {
        Leftovers.delete(folder.resolve(CHECKPOINTS));
    }
}
