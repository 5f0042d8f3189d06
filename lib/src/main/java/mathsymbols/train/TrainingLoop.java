package mathsymbols.train;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Examples;
import mathsymbols.io.Stopwatch;
import mathsymbols.nn.AveragedWeights;
import mathsymbols.nn.LossMeter;
import mathsymbols.nn.RunningAverages;
import mathsymbols.train.Fit.Stop;
import mathsymbols.train.TrainingListener.Step;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One fit: epochs of batches, each epoch followed by a validation and a checkpoint. */
final class TrainingLoop {
    private final MultiLayerNetwork network;
    private final FitSettings settings;
    private final TrainingListener listener;
    private final LossMeter meter;
    private final Examples train;
    private final Examples validation;
    private final Optional<Checkpoints> checkpoints;
    private final Optional<RunningAverages> second;
    private final Optional<AveragedWeights> averaged;

    private History history = History.empty();
    private History secondHistory = History.empty();
    private Optional<INDArray> best = Optional.empty();
    private Optional<Beginning> beginning = Optional.empty();

    TrainingLoop(
            MultiLayerNetwork network,
            FitSettings settings,
            TrainingListener listener,
            LossMeter meter,
            Examples train,
            Examples validation,
            Optional<Checkpoints> checkpoints,
            Optional<RunningAverages> second) {
        this.network = network;
        this.settings = settings;
        this.listener = listener;
        this.meter = meter;
        this.train = train;
        this.validation = validation;
        this.checkpoints = checkpoints;
        this.second = second;
        this.averaged = settings.averaging() == 0
                ? Optional.empty()
                : Optional.of(AveragedWeights.of(network, settings.averaging()));
    }

    Fit run() throws IOException {
        Fit fit = null;
        try {
            restore();
            Stop stop = epochs();
            averaged.ifPresent(AveragedWeights::use);
            fit = new Fit(
                    network,
                    history,
                    secondHistory,
                    stop,
                    history.best(settings.monitor())
                            .flatMap(epoch -> best.map(weights -> new Fit.Best(epoch.epoch(), weights))));
            listener.finished(fit);
            return fit;
        } finally {
            forgetBatches();
            beginning.ifPresent(kept -> kept.giveBack(network, second));
            forgetBeginning();
            averaged.ifPresent(AveragedWeights::close);
            if (fit == null) {
                best.ifPresent(INDArray::close);
            }
        }
    }

    private Stop epochs() throws IOException {
        try {
            while (!settings.earlyStopping()
                    .map(rule -> rule.stopsAfter(history))
                    .orElse(false)) {
                int epoch = history.last().map(History.Epoch::epoch).orElse(settings.initialEpoch()) + 1;
                if (epoch > settings.epochs()) {
                    return Stop.COMPLETED;
                }
                run(epoch);
            }
            return Stop.EARLY;
        } catch (CancellationException e) {
            return Stop.INTERRUPTED;
        }
    }

    private void run(int epoch) throws IOException {
        listener.epochStarted(epoch, settings.epochs());
        Stopwatch watch = Stopwatch.start();
        learn(epoch);
        double loss = meter.loss();
        double accuracy = meter.accuracy();
        double learning = watch.seconds();
        Supplier<History.Epoch> validated = () -> {
            validate(epoch);
            return new History.Epoch(
                    epoch, loss, accuracy, meter.loss(), meter.accuracy(), watch.seconds(), train.size() / learning);
        };
        withAverages(() -> {
            history = history.plus(validated.get());
            if (second.isPresent()) {
                secondHistory = secondHistory.plus(second.get().during(validated));
            }
            keepBest();
        });
        if (checkpoints.isPresent()) {
            checkpoints.get().save(network, averages(), history, second());
        }
        forgetBeginning();
        listener.epochDone(history);
    }

    private void withAverages(Runnable task) {
        averaged.ifPresentOrElse(weights -> weights.during(task), task);
    }

    /** One pass over the training examples: forward, loss, backward and Adam's step for each batch. */
    private void learn(int epoch) {
        Nd4j.getRandom().setSeed(settings.seed() * 1_000_003 + epoch);
        network.setEpochCount(epoch - 1);
        meter.reset();
        Stopwatch watch = Stopwatch.start();
        Examples examples = settings.augmentation()
                .map(change -> change.of(train, settings.seed(), epoch))
                .orElse(train);
        try (Batches batches = Batches.of(examples, settings.batchSize()).shuffled(settings.seed(), epoch)) {
            int done = 0;
            for (Batch batch : batches) {
                refuseInterrupted();
                network.fit(batch.inputs(), smoothed(batch.labels()));
                second.ifPresent(RunningAverages::follow);
                averaged.ifPresent(AveragedWeights::follow);
                done++;
                refuseDiverged(epoch, "batch " + done + " of " + batches.count());
                double seconds = watch.seconds();
                listener.batchDone(new Step(
                        epoch,
                        settings.epochs(),
                        done,
                        batches.count(),
                        meter.loss(),
                        meter.accuracy(),
                        meter.seen() / seconds,
                        Duration.ofMillis((long) (1000 * seconds * (train.size() - meter.seen()) / meter.seen()))));
            }
        }
    }

    /** In place: a batch's labels are written anew for every batch. The right class stays the greatest. */
    private INDArray smoothed(INDArray labels) {
        double share = settings.labelSmoothing();
        return share == 0 ? labels : labels.muli(1 - share).addi(share / labels.size(1));
    }

    private void validate(int epoch) {
        meter.reset();
        try (Batches batches = Batches.of(validation, settings.batchSize())) {
            for (Batch batch : batches) {
                refuseInterrupted();
                meter.score(batch);
                listener.validating(epoch, meter.seen(), validation.size());
            }
        }
        refuseDiverged(epoch, "the validation");
    }

    private void restore() throws IOException {
        if (checkpoints.isPresent()) {
            Optional<Checkpoints.Restored> restored = checkpoints.get().restore(network, averages());
            if (restored.isPresent()) {
                history = restored.get().history();
                second.ifPresent(averages -> restored.get().second().ifPresent(kept -> {
                    secondHistory = kept.history();
                    averages.restore(kept.averages());
                }));
                best = restored.get().best();
            } else {
                beginning = Optional.of(Beginning.of(network, second));
            }
            Optional<History.Epoch> lost = history.best(settings.monitor()).filter(epoch -> best.isEmpty());
            if (lost.isPresent()) {
                listener.warned(checkpoints.get().best(lost.get())
                        + " is damaged or missing: the fit goes on, but without the weights of its best epoch so far.");
            }
        }
    }

    private void keepBest() {
        if (history.last().equals(history.best(settings.monitor()))) {
            best.ifPresentOrElse(
                    weights -> weights.assign(network.params()),
                    () -> best = Optional.of(network.params().dup()));
        }
    }

    private void forgetBeginning() {
        beginning.ifPresent(Beginning::close);
        beginning = Optional.empty();
    }

    private Optional<INDArray> averages() {
        return averaged.map(AveragedWeights::averages);
    }

    private Optional<Checkpoints.Second> second() {
        return second.map(averages -> new Checkpoints.Second(secondHistory, averages.state()));
    }

    /** Ends the fit if the thread is interrupted; the thread stays so, and whatever follows ends as well. */
    private static void refuseInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The thread was interrupted.");
        }
    }

    private void refuseDiverged(int epoch, String where) {
        if (!Double.isFinite(meter.loss())) {
            throw new DivergedException("The loss is no longer a finite number in epoch " + epoch + ", " + where
                    + ", at a learning rate of " + learningRate() + ": try a smaller one.");
        }
    }

    /** DL4J keeps the last batch and this thread's working memory, which for AlexNet is half a gigabyte. */
    private void forgetBatches() {
        network.setInput(null);
        network.setLabels(null);
        network.clearLayersStates();
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    private String learningRate() {
        for (int layer = 0; layer < network.getnLayers(); layer++) {
            Double rate = network.getLearningRate(layer);
            if (rate != null) {
                return rate.toString();
            }
        }
        return "unknown";
    }
}
