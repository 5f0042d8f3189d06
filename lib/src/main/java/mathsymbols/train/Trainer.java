package mathsymbols.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import mathsymbols.data.Augmentation;
import mathsymbols.data.Examples;
import mathsymbols.io.FolderLock;
import mathsymbols.io.InputException;
import mathsymbols.nn.AveragedWeights;
import mathsymbols.nn.LossMeter;
import mathsymbols.nn.RunningAverages;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trains a network as {@link FitSettings} say; {@link TrainingLoop} is the loop itself.
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
    private final MultiLayerNetwork network;
    private FitSettings settings = FitSettings.DEFAULT;
    private TrainingListener listener = TrainingListener.NONE;
    private Optional<Path> checkpoint = Optional.empty();
    private Optional<RunningAverages> second = Optional.empty();

    private Trainer(MultiLayerNetwork network) {
        this.network = network;
    }

    /** Trains an initialised network that ends in a softmax with cross-entropy. */
    public static Trainer of(MultiLayerNetwork network) {
        return new Trainer(network);
    }

    /** All settings at once, in place of those made before. */
    public Trainer settings(FitSettings all) {
        this.settings = all;
        return this;
    }

    /** The number of the last epoch, 1 by default. */
    public Trainer epochs(int last) {
        return settings(settings.epochs(last));
    }

    /** How many epochs the network has had already, 0 by default; the fit begins with the one after. */
    public Trainer initialEpoch(int done) {
        return settings(settings.initialEpoch(done));
    }

    /** Examples a step, 64 by default; an epoch's last batch takes what is left. */
    public Trainer batchSize(int examples) {
        return settings(settings.batchSize(examples));
    }

    /** What the order of the examples, the dropout and the augmentation are drawn from, 1001 by default. */
    public Trainer seed(long seed) {
        return settings(settings.seed(seed));
    }

    /** Ends the fit when it no longer improves; without a rule, all epochs are run. */
    public Trainer earlyStopping(EarlyStopping rule) {
        return settings(settings.earlyStopping(rule));
    }

    /** Which figure tells the best epoch: {@code val_loss} by default. */
    public Trainer monitor(Monitor figure) {
        return settings(settings.monitor(figure));
    }

    /** Changes the training examples, differently in every epoch; those of the validation stay as they are. */
    public Trainer augmentation(Augmentation change) {
        return settings(settings.augmentation(change));
    }

    /**
     * Deals this share of every training label out evenly to all classes, so that the network gains nothing by being ever
     * more sure (Szegedy et al., <i>Rethinking the Inception Architecture</i>, 2016). The losses that are reported stay
     * the cross-entropy against the right class alone, which no smoothed training brings to 0.
     */
    public Trainer labelSmoothing(double share) {
        return settings(settings.labelSmoothing(share));
    }

    /**
     * Validates with, keeps and ends with averaged weights, of which every step keeps this share: {@link AveragedWeights}.
     * Learning itself goes on with the network's own.
     */
    public Trainer averaging(double share) {
        return settings(settings.averaging(share));
    }

    /** Keeps the fit in this folder after every epoch, and goes on from the last one found there. */
    public Trainer checkpoint(Path folder) {
        this.checkpoint = Optional.of(folder);
        return this;
    }

    /**
     * Validates after every epoch a second time, with these running averages in the place of the network's own, which
     * gives {@link Fit#secondHistory()}. Neither the weights nor the first history change by it.
     */
    public Trainer secondAverages(RunningAverages averages) {
        this.second = Optional.of(averages);
        return this;
    }

    /** Who is told how the fit goes. */
    public Trainer listener(TrainingListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Trains until the last epoch, until the early stopping says so, or until the thread is interrupted. An interrupt
     * ends the fit after the running batch and stays set on the thread. The network then has learnt part of an epoch and
     * can be used; the checkpoint holds what was before that epoch, from which the same call goes on. With a checkpoint, a fit
     * that ends in its very first epoch leaves the network as it was.
     *
     * <p>Every epoch draws its random numbers (order, augmentation, dropout) from the seed and its own number. A fit that
     * was stopped and resumed from its checkpoint therefore has the same history as one that ran through.
     *
     * @param train learnt from, in a fresh order every epoch
     * @param validation scored after every epoch, in inference mode
     * @throws DivergedException if a loss is not a finite number
     * @throws InputException if the checkpoint was made with other settings, if none can be read or written, or if another
     *     fit uses the folder
     */
    public Fit fit(Examples train, Examples validation) {
        FitSettings.atLeast(1, train.size(), "number of training examples");
        FitSettings.atLeast(1, validation.size(), "number of validation examples");
        try {
            return checkpoint.isPresent()
                    ? fit(train, validation, checkpoint.get())
                    : fit(train, validation, Optional.empty());
        } catch (IOException e) { // which comes from checkpoints alone
            throw InputException.unwritten(checkpoint.orElseThrow(), e);
        }
    }

    @SuppressWarnings("try") // the lock is held, not called
    private Fit fit(Examples train, Examples validation, Path folder) throws IOException {
        try (FolderLock lock = FolderLock.of(folder)) {
            var fingerprint = settings.fingerprint(network.getLayerWiseConfigurations(), train, validation);
            second.ifPresent(averages -> fingerprint.put("second momentum", Double.toString(averages.momentum())));
            return fit(train, validation, Optional.of(new Checkpoints(folder, fingerprint, settings.monitor())));
        }
    }

    private Fit fit(Examples train, Examples validation, Optional<Checkpoints> checkpoints) throws IOException {
        try (LossMeter meter = new LossMeter(network)) {
            return new TrainingLoop(network, settings, listener, meter, train, validation, checkpoints, second).run();
        }
    }
}
