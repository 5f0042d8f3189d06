package mathsymbols.train;

import mathsymbols.train.Monitor.Mode;

/**
 * Keras' rule for ending a fit that no longer improves: stop after the epoch at which {@code patience} epochs in a row
 * have brought nothing better. The rule keeps no state; it judges a history, so that a resumed fit and an uninterrupted
 * one stop alike.
 *
 * <p>Source: {@code keras/callbacks/early_stopping.py}. An epoch improves when its value is strictly better than the
 * best so far by more than {@code minDelta}; one that improves sets the count back to nought. The very first epoch never
 * stops a fit, not even with patience 0.
 *
 * @param monitor the figure watched
 * @param mode whether less or more of it is better
 * @param patience how many epochs without improvement are waited for, 0 or more
 * @param minDelta how much an improvement must exceed to count, 0 or more
 * @param restoreBest whether the network ends with the weights of the best epoch rather than of the last one. Keras 2
 *     restores only where the rule itself ended the fit, Keras 3 always; here it is always
 * @param startEpoch how many epochs at the beginning are not looked at, 0 or more (Keras' {@code start_from_epoch})
 */
public record EarlyStopping(
        Monitor monitor, Mode mode, int patience, double minDelta, boolean restoreBest, int startEpoch) {

    public EarlyStopping {
        if (patience < 0 || !(minDelta >= 0) || startEpoch < 0) {
            throw new IllegalArgumentException("Early stopping needs a patience, a minimal delta and a start epoch of"
                    + " 0 or more, not " + patience + ", " + minDelta + " and " + startEpoch + ".");
        }
    }

    /** The report's rule: {@code val_loss} must fall, with the given patience; the last weights stay. */
    public static EarlyStopping onValLoss(int patience) {
        return on(Monitor.VAL_LOSS, patience);
    }

    /** Watches a figure in its own direction, with Keras' defaults: any improvement counts, the last weights stay. */
    public static EarlyStopping on(Monitor monitor, int patience) {
        return new EarlyStopping(monitor, monitor.mode(), patience, 0, false, 0);
    }

    public EarlyStopping withMinDelta(double delta) {
        return new EarlyStopping(monitor, mode, patience, delta, restoreBest, startEpoch);
    }

    /** The same rule, with the best epoch's weights put back at the end. */
    public EarlyStopping restoringBest() {
        return new EarlyStopping(monitor, mode, patience, minDelta, true, startEpoch);
    }

    public EarlyStopping startingAfter(int epochs) {
        return new EarlyStopping(monitor, mode, patience, minDelta, restoreBest, epochs);
    }

    /**
     * Where a fit stands.
     *
     * @param bestEpoch the epoch with the best value so far, counted from 1; 0 if there is none
     * @param waited epochs since then
     * @param stop whether the fit ends here
     */
    public record Verdict(int bestEpoch, int waited, boolean stop) {}

    /** Judges a fit by all its epochs so far. */
    public Verdict judge(History history) {
        double best = mode.worst();
        int bestEpoch = 0;
        int waited = 0;
        int last = 0;
        for (History.Epoch epoch : history.epochs()) {
            if (epoch.epoch() <= startEpoch) {
                continue;
            }
            last = epoch.epoch();
            double value = monitor.of(epoch);
            if (mode.better(mode == Mode.MIN ? value + minDelta : value - minDelta, best)) {
                best = value;
                bestEpoch = epoch.epoch();
                waited = 0;
            } else {
                waited++;
            }
        }
        return new Verdict(bestEpoch, waited, waited > 0 && waited >= patience && last > 1);
    }
}
