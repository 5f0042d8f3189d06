package mathsymbols.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mathsymbols.data.Augmentation;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * How a network is trained, as a value: with a configuration and examples, all that the outcome of a fit depends on. The
 * names are those of Keras' {@code fit}.
 *
 * @param epochs the number of the last epoch, 0 or more
 * @param initialEpoch how many epochs the network has had already, 0 or more; the fit begins with the one after
 * @param batchSize examples a step, 1 or more; an epoch's last batch takes what is left
 * @param seed what the order of the examples, the dropout and the augmentation are drawn from
 * @param monitor which figure tells the best epoch
 * @param earlyStopping ends the fit when it no longer improves; without a rule, all epochs are run
 * @param augmentation changes the training examples, differently in every epoch; never those of the validation
 * @param labelSmoothing the share of a training label that is dealt out evenly to all classes, 0 (none) to below 1
 * @param averaging the share of the averaged weights that a step keeps, 0 (no averaging) to below 1
 */
public record FitSettings(
        int epochs,
        int initialEpoch,
        int batchSize,
        long seed,
        Monitor monitor,
        Optional<EarlyStopping> earlyStopping,
        Optional<Augmentation> augmentation,
        double labelSmoothing,
        double averaging) {

    /** One epoch in batches of 64, the seed 1001, the best epoch by {@code val_loss}, nothing else. */
    public static final FitSettings DEFAULT =
            new FitSettings(1, 0, 64, 1001, Monitor.VAL_LOSS, Optional.empty(), Optional.empty(), 0, 0);

    public FitSettings {
        atLeast(0, epochs, "epochs");
        atLeast(0, initialEpoch, "initial epoch");
        atLeast(1, batchSize, "batch size");
        augmentation.ifPresent(FitSettings::refuseUnlessRecord);
        share(labelSmoothing, "label smoothing");
        share(averaging, "averaging");
    }

    /** The same settings with another last epoch; the methods below change one setting each. */
    public FitSettings epochs(int last) {
        return new FitSettings(
                last, initialEpoch, batchSize, seed, monitor, earlyStopping, augmentation, labelSmoothing, averaging);
    }

    public FitSettings initialEpoch(int done) {
        return new FitSettings(
                epochs, done, batchSize, seed, monitor, earlyStopping, augmentation, labelSmoothing, averaging);
    }

    public FitSettings batchSize(int examples) {
        return new FitSettings(
                epochs, initialEpoch, examples, seed, monitor, earlyStopping, augmentation, labelSmoothing, averaging);
    }

    public FitSettings seed(long number) {
        return new FitSettings(
                epochs,
                initialEpoch,
                batchSize,
                number,
                monitor,
                earlyStopping,
                augmentation,
                labelSmoothing,
                averaging);
    }

    public FitSettings monitor(Monitor figure) {
        return new FitSettings(
                epochs, initialEpoch, batchSize, seed, figure, earlyStopping, augmentation, labelSmoothing, averaging);
    }

    public FitSettings earlyStopping(EarlyStopping rule) {
        return new FitSettings(
                epochs,
                initialEpoch,
                batchSize,
                seed,
                monitor,
                Optional.of(rule),
                augmentation,
                labelSmoothing,
                averaging);
    }

    public FitSettings augmentation(Augmentation change) {
        return new FitSettings(
                epochs,
                initialEpoch,
                batchSize,
                seed,
                monitor,
                earlyStopping,
                Optional.of(change),
                labelSmoothing,
                averaging);
    }

    public FitSettings labelSmoothing(double share) {
        return new FitSettings(
                epochs, initialEpoch, batchSize, seed, monitor, earlyStopping, augmentation, share, averaging);
    }

    public FitSettings averaging(double share) {
        return new FitSettings(
                epochs, initialEpoch, batchSize, seed, monitor, earlyStopping, augmentation, labelSmoothing, share);
    }

    /**
     * What the outcome of a fit depends on, by name; a fit may go on from another's checkpoint where all of it is equal.
     * The number of epochs is not part of it, so that a finished fit can be made longer. Builds no network.
     */
    public Map<String, String> fingerprint(MultiLayerConfiguration configuration, Examples train, Examples validation) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("network", Fingerprint.of(configuration));
        parts.put("training set", Fingerprint.of(train));
        parts.put("validation set", Fingerprint.of(validation));
        parts.put("batch size", Integer.toString(batchSize));
        parts.put("seed", Long.toString(seed));
        parts.put("initial epoch", Integer.toString(initialEpoch));
        parts.put("monitor", monitor.toString());
        parts.put("early stopping", earlyStopping.map(EarlyStopping::toString).orElse("none"));
        parts.put("augmentation", augmentation.map(Fingerprint::of).orElse("none"));
        parts.put("label smoothing", Double.toString(labelSmoothing));
        parts.put("averaging", Double.toString(averaging));
        return parts;
    }

    /** A lambda has no name and no parameters that a checkpoint could note. */
    private static void refuseUnlessRecord(Augmentation augmentation) {
        if (!augmentation.getClass().isRecord()) {
            throw new IllegalArgumentException("An augmentation must be a record whose components are its parameters,"
                    + " since a checkpoint notes them; "
                    + augmentation.getClass().getSimpleName() + " is none.");
        }
    }

    private static void share(double value, String what) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("The " + what + " must be 0 or more and below 1, not " + value + ".");
        }
    }

    static int atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException("The " + what + " must be at least " + least + ", not " + value + ".");
        }
        return value;
    }
}
