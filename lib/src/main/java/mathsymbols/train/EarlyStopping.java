package mathsymbols.train;

/**
 * Keras' rule for ending a fit that no longer improves: stop after the epoch at which {@code patience} epochs in a row
 * have brought nothing better. The rule keeps no state; it looks at a whole history, so that a resumed fit and an
 * uninterrupted one stop alike. The network keeps its last weights; {@link Fit#useBest} puts in those of the best epoch.
 *
 * <p>Source: {@code keras/callbacks/early_stopping.py} with its defaults. An epoch improves when its value is strictly
 * better than the best so far. The very first epoch never stops a fit, not even with patience 0.
 *
 * @param monitor the figure watched, in its own direction
 * @param patience how many epochs without improvement are waited for, 0 or more
 */
public record EarlyStopping(Monitor monitor, int patience) {

    public EarlyStopping {
        if (patience < 0) {
            throw new IllegalArgumentException("Early stopping needs a patience of 0 or more, not " + patience + ".");
        }
    }

    /** The report's rule: {@code val_loss} must fall, with the given patience. */
    public static EarlyStopping onValLoss(int patience) {
        return new EarlyStopping(Monitor.VAL_LOSS, patience);
    }

    /** Whether a fit with these epochs so far ends here. */
    public boolean stopsAfter(History history) {
        // Counted in epochs run, not in their numbers: a fit may begin with a later epoch.
        int waited = history.epochs().size()
                - history.best(monitor)
                        .map(best -> history.epochs().indexOf(best) + 1)
                        .orElse(0);
        boolean first = history.last().map(last -> last.epoch() == 1).orElse(true);
        return !first && waited > 0 && waited >= patience;
    }
}
