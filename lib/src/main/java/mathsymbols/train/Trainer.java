package mathsymbols.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mathsymbols.data.Examples;
import mathsymbols.io.FolderLock;
import mathsymbols.nn.LossMeter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a fit shall be, named as Keras' {@code fit} names it; {@link TrainingLoop} is the loop itself.
 *
 * <pre>{@code
 * Fit fit = Trainer.of(network)
 *         .epochs(100)
 *         .earlyStopping(EarlyStopping.onValLoss(5))
 *         .checkpoint(Path.of("models/alexnet"))
 *         .fit(train, validation);
 * }</pre>
 */
public final class Trainer {
    final MultiLayerNetwork network;
    int epochs = 1;
    int initialEpoch = 0;
    int batchSize = 64;
    long seed = 1001;
    Optional<EarlyStopping> earlyStopping = Optional.empty();
    Monitor best = Monitor.VAL_LOSS;
    TrainingListener listener = TrainingListener.NONE;
    private Path checkpoint;

    private Trainer(MultiLayerNetwork network) {
        this.network = network;
    }

    /** Trains an initialised network that ends in a softmax with cross-entropy. */
    public static Trainer of(MultiLayerNetwork network) {
        return new Trainer(network);
    }

    /** The number of the last epoch, 1 by default. */
    public Trainer epochs(int last) {
        this.epochs = atLeast(0, last, "epochs");
        return this;
    }

    /** How many epochs the network has had already, 0 by default; the fit begins with the one after. */
    public Trainer initialEpoch(int done) {
        this.initialEpoch = atLeast(0, done, "initial epoch");
        return this;
    }

    /** Examples a step, 64 by default; an epoch's last batch takes what is left. */
    public Trainer batchSize(int examples) {
        this.batchSize = atLeast(1, examples, "batch size");
        return this;
    }

    /** What the order of the examples and the dropout are drawn from, 1001 by default. */
    public Trainer seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Ends the fit when it no longer improves; without a rule, all epochs are run. */
    public Trainer earlyStopping(EarlyStopping rule) {
        this.earlyStopping = Optional.of(rule);
        return this;
    }

    /** Which figure tells the best epoch: {@code val_loss} by default. An early stopping that restores tells it itself. */
    public Trainer best(Monitor monitor) {
        this.best = monitor;
        return this;
    }

    /** Keeps a checkpoint in this folder before the first epoch and after every one, and goes on from the one found there. */
    public Trainer checkpoint(Path folder) {
        this.checkpoint = folder;
        return this;
    }

    /** Who is told how the fit goes. */
    public Trainer progress(TrainingListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Trains until the last epoch, until the early stopping says so, or until the thread is interrupted. An interrupt
     * ends the fit after the running batch and stays set on the thread. The network then has learnt part of an epoch and
     * can be used; the checkpoint holds what was before that epoch, from which the same call goes on.
     *
     * <p>Every epoch draws its random numbers (order, dropout) from the seed and its own number. A fit that was stopped
     * and resumed from its checkpoint therefore has the same history as one that ran through.
     *
     * @param train learnt from, in a fresh order every epoch
     * @param validation scored after every epoch, in inference mode
     * @throws DivergedException if a loss is not a finite number
     * @throws mathsymbols.io.InputException if the checkpoint was made with other settings, if none can be read, or if
     *     another fit uses the folder
     * @throws UncheckedIOException if a checkpoint cannot be written
     */
    @SuppressWarnings("try") // the lock is held, not called
    public Fit fit(Examples train, Examples validation) {
        atLeast(1, train.size(), "number of training examples");
        atLeast(1, validation.size(), "number of validation examples");
        if (checkpoint == null) {
            return fit(train, validation, Optional.empty());
        }
        try (FolderLock lock = FolderLock.of(checkpoint)) {
            return fit(train, validation, Optional.of(new Checkpoints(checkpoint, settings(train, validation))));
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoints cannot be kept in " + checkpoint, e);
        }
    }

    private Fit fit(Examples train, Examples validation, Optional<Checkpoints> checkpoints) {
        try (LossMeter meter = new LossMeter(network)) {
            return new TrainingLoop(this, meter, train, validation, checkpoints).run();
        }
    }

    /** The best epoch of a history, 0 if there is none. */
    int bestEpoch(History history) {
        return earlyStopping
                .filter(EarlyStopping::restoreBest)
                .map(rule -> rule.judge(history).bestEpoch())
                .orElseGet(() -> history.best(best).map(History.Epoch::epoch).orElse(0));
    }

    boolean stopsEarlyAfter(History history) {
        return earlyStopping.map(rule -> rule.judge(history).stop()).orElse(false);
    }

    /** What the outcome of a fit depends on, by name; fits whose settings are equal may go on from one another. */
    public Map<String, String> settings(Examples train, Examples validation) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("network", Fingerprint.of(network));
        settings.put("training set", Fingerprint.of(train));
        settings.put("validation set", Fingerprint.of(validation));
        settings.put("batch size", Integer.toString(batchSize));
        settings.put("seed", Long.toString(seed));
        settings.put("initial epoch", Integer.toString(initialEpoch));
        settings.put(
                "early stopping", earlyStopping.map(EarlyStopping::toString).orElse("none"));
        settings.put("best", best.toString());
        return settings;
    }

    private static int atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException("The " + what + " must be at least " + least + ", not " + value + ".");
        }
        return value;
    }
}
