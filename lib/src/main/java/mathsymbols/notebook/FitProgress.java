package mathsymbols.notebook;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import mathsymbols.plot.Figures;
import mathsymbols.train.Fit;
import mathsymbols.train.History;
import mathsymbols.train.TrainingListener;

/**
 * Shows a fit as it goes: a bar with the running epoch's figures, and below it the curves, which grow every few seconds and
 * leave when the fit is over: what shows its history then is a figure of its own. One view for one fit; outside a notebook
 * it draws nothing.
 */
public final class FitProgress implements TrainingListener {
    /** The curves take a quarter of a second to draw: some epochs are as short. */
    private static final Duration BETWEEN_CURVES = Duration.ofSeconds(5);

    private final LiveOutput bar;
    private final Optional<LiveOutput> curves;
    private History history = History.empty();
    private int epochs;

    public FitProgress() {
        this(new LiveOutput(), Optional.of(LiveOutput.every(BETWEEN_CURVES)));
    }

    /** The bar without the curves. */
    public static FitProgress bar() {
        return new FitProgress(new LiveOutput(), Optional.empty());
    }

    FitProgress(LiveOutput bar, Optional<LiveOutput> curves) {
        this.bar = bar;
        this.curves = curves;
    }

    @Override
    public void epochStarted(int epoch, int epochs) {
        this.epochs = epochs;
        bar.show(ProgressBar.bar(share(epoch, 0), epoch(epoch)));
    }

    @Override
    public void batchDone(Step step) {
        bar.offer(() -> ProgressBar.bar(share(step.epoch(), (double) step.batch() / step.batches()), line(step)));
    }

    @Override
    public void validating(int epoch, int done, int total) {
        bar.offer(() -> ProgressBar.bar(
                share(epoch, 1), String.format(Locale.ROOT, "%s · validating %,d of %,d", epoch(epoch), done, total)));
    }

    @Override
    public void epochDone(History history) {
        this.history = history;
        curves.ifPresent(output -> output.offer(() -> Renderers.figure(Figures.lossAndAccuracy(history))));
    }

    @Override
    public void finished(Fit fit) {
        history = fit.history();
        curves.filter(LiveOutput::isShown).ifPresent(output -> output.show(new Rendering("", "")));
        String why = fit.stop() == Fit.Stop.COMPLETED ? "" : ", " + fit.stop();
        bar.show(ProgressBar.bar(
                1,
                String.format(
                        Locale.ROOT,
                        "%d %s in %s%s%s",
                        history.epochs().size(),
                        history.epochs().size() == 1 ? "epoch" : "epochs",
                        ProgressBar.clock(seconds(history)),
                        why,
                        fit.bestEpoch().isPresent()
                                ? "; best epoch " + fit.bestEpoch().getAsInt()
                                : "")));
    }

    private String line(Step step) {
        return String.format(
                Locale.ROOT,
                "%s · batch %d of %d · loss %.4f · accuracy %.1f %% · %.0f images/s · %s left%s",
                epoch(step.epoch()),
                step.batch(),
                step.batches(),
                step.loss(),
                100 * step.accuracy(),
                step.imagesPerSecond(),
                ProgressBar.clock(step.left()),
                inAll(step));
    }

    /** The time until the last epoch that there may be, once one epoch has told how long they take. */
    private String inAll(Step step) {
        int done = history.epochs().size();
        return done == 0
                ? " in this epoch"
                : " in this epoch, at most "
                        + ProgressBar.clock(seconds(history)
                                .multipliedBy(step.epochs() - step.epoch())
                                .dividedBy(done)
                                .plus(step.left()))
                        + " in all";
    }

    private String epoch(int epoch) {
        return "epoch " + epoch + " of " + epochs;
    }

    private double share(int epoch, double ofEpoch) {
        return (epoch - 1 + ofEpoch) / epochs;
    }

    private static Duration seconds(History history) {
        return Duration.ofMillis((long) (1000
                * history.epochs().stream().mapToDouble(History.Epoch::seconds).sum()));
    }
}
