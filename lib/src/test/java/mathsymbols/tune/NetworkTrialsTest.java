package mathsymbols.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.data.Examples;
import mathsymbols.eval.Predictions;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import mathsymbols.nn.fast.Accelerator;
import mathsymbols.train.Blobs;
import mathsymbols.train.Fit;
import mathsymbols.train.FitSettings;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import mathsymbols.train.Trainer;
import mathsymbols.train.TrainingListener;
import mathsymbols.train.Weights;
import mathsymbols.tune.Hyperband.Mode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class NetworkTrialsTest {
    private static final Parameter<Double> RATE = Parameter.choice("learning_rate", 0.1, 0.03, 0.01, 0.003, 0.001);
    private static final Oracle ORACLE = new Hyperband(Space.of(RATE), Monitor.VAL_ACCURACY, 9, 3, Mode.COMPLETE, 1);

    @TempDir
    private Path folder;

    private final Examples train = new Blobs(90, 1);
    private final Examples validation = new Blobs(45, 2);

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    private NetworkTrials trials(TrainingListener listener) {
        return new NetworkTrials(
                values -> Blobs.configuration(values.get(RATE)),
                FitSettings.DEFAULT.batchSize(16),
                train,
                validation,
                trial -> listener);
    }

    @Test
    void aPromotedTrialBeginsWithTheBestWeightsOfItsPredecessor() throws IOException {
        SearchResults results = Search.of(ORACLE, folder).run(trials(TrainingListener.NONE));

        // 5 configurations for 1 epoch, 2 of them to epoch 3, 1 of these to epoch 9
        assertThat(results.trials())
                .extracting(trial -> trial.history().epochs().get(0).epoch() + "-"
                        + trial.history().last().orElseThrow().epoch())
                .containsExactly("1-1", "1-1", "1-1", "1-1", "1-1", "2-3", "2-3", "4-9");
        Trial last = results.trials().get(7);
        Trial before = results.trials().get(last.plan().predecessor().orElseThrow() - 1);
        double rate = last.values().get(RATE);

        MultiLayerNetwork network = Blobs.network(rate);
        Accelerator.accelerate(network);
        Weights.load(network, folder.resolve(String.format("trial-%04d/best.weights", before.number())));
        assertThat(Predictions.of(network, validation, Progress.NONE).accuracy())
                .isEqualTo(before.score().orElseThrow(), within(1e-9));
        History again = Trainer.of(network)
                .batchSize(16)
                .initialEpoch(3)
                .epochs(9)
                .fit(train, validation)
                .history();
        assertThat(again.epochs())
                .extracting(History.Epoch::valLoss)
                .isEqualTo(last.history().epochs().stream()
                        .map(History.Epoch::valLoss)
                        .toList());
    }

    @Test
    void aSearchInterruptedInTheMiddleOfATrialComesToTheSameEnd() {
        SearchResults through = Search.of(ORACLE, folder.resolve("through")).run(trials(TrainingListener.NONE));
        AtomicInteger epochs = new AtomicInteger();
        TrainingListener button = new TrainingListener() {
            @Override
            public void batchDone(Step step) {
                if (step.batch() == 3 && epochs.incrementAndGet() % 4 == 0) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        SearchResults results;
        int runs = 0;
        do {
            results = Search.of(ORACLE, folder.resolve("interrupted")).run(trials(button));
            runs++;
        } while (Thread.interrupted());

        assertThat(runs).isBetween(4, 10);
        assertThat(figures(results)).isEqualTo(figures(through));
    }

    @Test
    void anInterruptWhenAFitIsOverLosesNothing() {
        SearchResults through = Search.of(ORACLE, folder.resolve("through")).run(trials(TrainingListener.NONE));
        TrainingListener button = new TrainingListener() {
            @Override
            public void finished(Fit fit) {
                Thread.currentThread().interrupt();
            }
        };
        SearchResults results;
        int runs = 0;
        do {
            results = Search.of(ORACLE, folder.resolve("interrupted")).run(trials(button));
            runs++;
        } while (Thread.interrupted());

        assertThat(runs)
                .as("one for each trial, and one to see that it was the last")
                .isEqualTo(9);
        assertThat(results.trials()).allMatch(Trial::isCompleted);
        assertThat(figures(results)).isEqualTo(figures(through));
    }

    @Test
    void aTrialKilledBeforeItIsRecordedIsNotTrainedAgain() {
        AtomicInteger epochs = new AtomicInteger();
        NetworkTrials trials = trials(new TrainingListener() {
            @Override
            public void epochDone(History history) {
                epochs.incrementAndGet();
            }
        });
        Oracle once = new EveryCombination(Space.of(Parameter.choice("learning_rate", 0.1)), Monitor.VAL_LOSS, 3);
        class Killed extends Error {
            private static final long serialVersionUID = 1L;
        }
        TrialRunner killed = new TrialRunner() {
            @Override
            public History run(Assignment assignment) throws IOException {
                trials.run(assignment);
                throw new Killed();
            }

            @Override
            public Map<String, String> fingerprint(Values example) {
                return trials.fingerprint(example);
            }
        };
        assertThatThrownBy(() -> Search.of(once, folder).run(killed)).isInstanceOf(Killed.class);
        Trial trial = Search.of(once, folder).run(trials).trials().get(0);

        assertThat(trial.history().epochs()).hasSize(3);
        assertThat(epochs).hasValue(3);
        assertThat(folder.resolve("trial-0001")).isDirectoryNotContaining("glob:**/checkpoints");
    }

    @Test
    void trialsOfAnotherNetworkTrainingOrDataAreRefused() {
        Oracle once = new EveryCombination(Space.of(Parameter.choice("learning_rate", 0.1)), Monitor.VAL_LOSS, 1);
        Search.of(once, folder).run(trials(TrainingListener.NONE));

        assertRefused(once, values -> Blobs.configuration(0.2), 16, train, "network");
        assertRefused(once, values -> Blobs.configuration(0.1), 20, train, "batch size was \"16\" and is now \"20\"");
        assertRefused(
                once, values -> Blobs.configuration(0.1), 16, new Blobs(89, 1), "training set was \"90 examples ");
    }

    private void assertRefused(
            Oracle oracle,
            Function<Values, MultiLayerConfiguration> configuration,
            int batch,
            Examples examples,
            String what) {
        assertThatThrownBy(() -> Search.of(oracle, folder)
                        .run(new NetworkTrials(
                                configuration, FitSettings.DEFAULT.batchSize(batch), examples, validation)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder + " holds another search, whose " + what)
                .hasMessageEndingWith(": call overwrite() to search afresh, or use another folder.");
    }

    @Test
    void aLostPredecessorIsNamedAndPutBackTheSearchComesToTheSameEnd() throws IOException {
        SearchResults through = Search.of(ORACLE, folder.resolve("through")).run(trials(TrainingListener.NONE));
        int promoted = through.trials().get(7).plan().predecessor().orElseThrow();
        Path at = folder.resolve("lost");
        Path weights = at.resolve(String.format("trial-%04d/best.weights", promoted));
        Path away = folder.resolve("away");
        SearchListener thief = results -> {
            if (results.trials().size() == 8 && Files.exists(weights)) {
                try {
                    Files.move(weights, away);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
        Search search = Search.of(ORACLE, at);
        for (Search again : List.of(Search.of(ORACLE, at).listener(thief), search)) {
            assertThatThrownBy(() -> again.run(trials(TrainingListener.NONE)))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(weights + ", with which trial 8 begins, is missing: put it back");
        }
        Files.move(away, weights);

        assertThat(figures(search.run(trials(TrainingListener.NONE)))).isEqualTo(figures(through));
    }

    @Test
    void theCheckpointsOfATrialThatFailedAreDeleted() {
        NetworkTrials trials = trials(new TrainingListener() {
            @Override
            public void epochDone(History history) {
                throw new IllegalStateException("no");
            }
        });
        Oracle once = new EveryCombination(Space.of(Parameter.choice("learning_rate", 0.1)), Monitor.VAL_LOSS, 3);
        Trial trial = Search.of(once, folder).run(trials).trials().get(0);

        assertThat(trial.status()).isEqualTo(Trial.Status.FAILED);
        assertThat(folder.resolve("trial-0001")).isDirectoryNotContaining("glob:**/checkpoints");
    }

    /** AlexNet's parameters alone take 88 MB; a fingerprint must not. */
    @Test
    void theFingerprintNeedsTheConfigurationAloneAndNoNetwork() {
        MultiLayerConfiguration broken = Blobs.configuration(0.1);
        ((FeedForwardLayer) broken.getConf(0).getLayer()).setNOut(Integer.MAX_VALUE);

        assertThat(new NetworkTrials(values -> broken, FitSettings.DEFAULT, train, validation)
                        .fingerprint(new Values(Map.of())))
                .containsKey("network");
    }

    private static List<List<Double>> figures(SearchResults results) {
        return results.trials().stream()
                .map(trial -> trial.history().epochs().stream()
                        .map(History.Epoch::valLoss)
                        .toList())
                .toList();
    }

    /** Every network holds oneDNN's primitives, takes 4 MB of weights, gradients and moments each, and as much again for its best weights. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void nativeMemoryIsFreedBetweenTrials() {
        List<Long> resident = new ArrayList<>();
        SearchListener measure = results -> {
            if (results.trials().stream().anyMatch(Trial::isRunning)) { // one begins
                resident.add(residentKilobytes());
            }
        };
        Space space = Space.of(
                Parameter.choice("number", IntStream.rangeClosed(1, 30).boxed().toArray(Integer[]::new)));
        Search.of(new EveryCombination(space, Monitor.VAL_LOSS, 1), folder)
                .listener(measure)
                .run(new NetworkTrials(values -> large(), FitSettings.DEFAULT.batchSize(90), train, validation));

        assertThat(resident).hasSize(30);
        long early = resident.subList(5, 10).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        long late = resident.subList(25, 30).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        assertThat(late - early)
                .as("growth over 20 trials in kB, of " + resident)
                .isLessThan(60_000);
    }

    private static MultiLayerConfiguration large() {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-4))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(8)
                        .nOut(1024)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(1024)
                        .nOut(1024)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(1024)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    private static long residentKilobytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
