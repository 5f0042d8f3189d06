package mathsymbols.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Examples;
import mathsymbols.nn.LossMeter;
import mathsymbols.train.Fit.Stop;
import mathsymbols.train.TrainingListener.Step;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One fit: epochs of batches, each epoch followed by a validation and a checkpoint. */
final class TrainingLoop {
    private final Trainer settings;
    private final MultiLayerNetwork network;
    private final LossMeter meter;
    private final Examples train;
    private final Examples validation;
    private final Optional<Checkpoints> checkpoints;

    private History history = History.empty();
    private int bestEpoch;
    private INDArray best;

    TrainingLoop(
            Trainer settings, LossMeter meter, Examples train, Examples validation, Optional<Checkpoints> checkpoints) {
        this.settings = settings;
        this.network = settings.network;
        this.meter = meter;
        this.train = train;
        this.validation = validation;
        this.checkpoints = checkpoints;
    }

    Fit run() {
        Fit fit = null;
        try {
            restore();
            Stop stop = epochs();
            fit = new Fit(network, history, stop, bestEpoch, best);
            if (stop != Stop.INTERRUPTED
                    && settings.earlyStopping.map(EarlyStopping::restoreBest).orElse(false)) {
                fit.useBest();
            }
            settings.listener.finished(fit);
            return fit;
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint could not be read or written: " + e.getMessage(), e);
        } finally {
            forgetBatches();
            if (fit == null && best != null) {
                best.close();
            }
        }
    }

    private Stop epochs() throws IOException {
        try {
            while (!settings.stopsEarlyAfter(history)) {
                int epoch = history.last().map(History.Epoch::epoch).orElse(settings.initialEpoch) + 1;
                if (epoch > settings.epochs) {
                    return Stop.COMPLETED;
                }
                settings.listener.epochStarted(epoch, settings.epochs);
                long start = System.nanoTime();
                Score learnt = learn(epoch);
                double seconds = secondsSince(start);
                Score validated = validate(epoch);
                history = history.plus(new History.Epoch(
                        epoch,
                        learnt.loss(),
                        learnt.accuracy(),
                        validated.loss(),
                        validated.accuracy(),
                        secondsSince(start),
                        learnt.of() / seconds));
                keep(epoch);
                settings.listener.epochDone(history);
            }
            return Stop.EARLY;
        } catch (CancellationException e) {
            return Stop.INTERRUPTED;
        }
    }

    /** One pass over the training examples: forward, loss, backward and Adam's step for each batch. */
    private Score learn(int epoch) {
        Nd4j.getRandom().setSeed(settings.seed * 1_000_003 + epoch);
        network.setEpochCount(epoch - 1);
        meter.reset();
        long start = System.nanoTime();
        try (Batches batches = Batches.of(train, settings.batchSize).shuffled(settings.seed, epoch)) {
            int done = 0;
            for (Batch batch : batches) {
                Score.refuseInterrupted();
                network.fit(batch.inputs(), batch.labels());
                done++;
                Score soFar = Score.of(meter);
                if (!Double.isFinite(soFar.loss())) {
                    throw new DivergedException(epoch, "batch " + done + " of " + batches.count(), learningRate());
                }
                double seconds = secondsSince(start);
                settings.listener.batchDone(new Step(
                        epoch,
                        settings.epochs,
                        done,
                        batches.count(),
                        soFar.loss(),
                        soFar.accuracy(),
                        soFar.of() / seconds,
                        Duration.ofMillis((long) (1000 * seconds * (train.size() - soFar.of()) / soFar.of()))));
            }
        }
        return Score.of(meter);
    }

    private Score validate(int epoch) {
        Score score = Score.evaluate(
                meter,
                validation,
                settings.batchSize,
                done -> settings.listener.validating(epoch, done, validation.size()));
        if (!Double.isFinite(score.loss())) {
            throw new DivergedException(epoch, "the validation", learningRate());
        }
        return score;
    }

    private void restore() throws IOException {
        if (checkpoints.isPresent()) {
            checkpoints.get().restore(network).ifPresent(restored -> {
                history = restored.history();
                bestEpoch = restored.bestEpoch();
                best = restored.best();
            });
        }
    }

    private void keep(int epoch) throws IOException {
        bestEpoch = settings.bestEpoch(history);
        if (bestEpoch == epoch) {
            if (best == null) {
                best = network.params().dup();
            } else {
                best.assign(network.params());
            }
        }
        if (checkpoints.isPresent()) {
            checkpoints.get().save(network, history, bestEpoch);
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
                return String.format(Locale.ROOT, "%s", rate);
            }
        }
        return "unknown";
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
