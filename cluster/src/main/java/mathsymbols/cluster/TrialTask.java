package mathsymbols.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import mathsymbols.data.ImageSet;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.io.Leftovers;
import mathsymbols.machine.Memory;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.train.DivergedException;
import mathsymbols.train.History;
import mathsymbols.train.Monitor;
import mathsymbols.train.TrainingListener;
import mathsymbols.tune.NetworkTrials;
import mathsymbols.tune.Trial;
import mathsymbols.tune.TrialRunner;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * Trains one trial in an executor, by the same code as on one machine.
 *
 * @param images the training and the validation images
 * @param progress is told of each batch
 */
record TrialTask(Broadcast<SharedImages> images, LatestStep progress)
        implements Function<TrialTask.Order, TrialTask.Outcome> {

    /**
     * What an executor needs to know of a trial.
     *
     * @param configuration of the network, Deeplearning4j's JSON
     * @param fit how it is trained, {@link FitJson}
     * @param trial the {@link Trial}, JSON
     * @param objective the figure whose best epoch counts
     * @param predecessor the weights it begins with; null for fresh ones
     */
    record Order(String configuration, String fit, String trial, Monitor objective, Broadcast<byte[]> predecessor)
            implements Serializable {}

    /** How it went. What a trial brought on itself comes back as a value, since Spark would run it again. */
    sealed interface Outcome extends Serializable {
        /** What would have happened if the trial had been run here: its weights in the folder, or what it threw. */
        History in(Path folder) throws IOException;
    }

    /**
     * @param history JSON
     * @param weights the best epoch's, as the library keeps them in a file
     */
    record Trained(String history, byte[] weights) implements Outcome {
        @Override
        public History in(Path folder) throws IOException {
            AtomicFile.write(folder.resolve(NetworkTrials.WEIGHTS), out -> out.write(weights));
            return Json.MAPPER.readValue(history, History.class);
        }
    }

    /** The loss was no longer a number. */
    record Diverged(String message) implements Outcome {
        @Override
        public History in(Path folder) {
            throw new DivergedException(message);
        }
    }

    /** The executor's share was too small. */
    record OutOfMemory(String message) implements Outcome {
        @Override
        public History in(Path folder) {
            throw new OutOfMemoryError(message);
        }
    }

    /** Something else was thrown. */
    record Failed(String message) implements Outcome {
        @Override
        public History in(Path folder) {
            throw new IllegalStateException(message);
        }
    }

    @Override
    public Outcome call(Order order) throws Exception {
        NativeLibrary.select();
        List<ImageSet> sets = images.value().open();
        Path folder = Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "trial-");
        Path before = folder.resolve("predecessor");
        try {
            Optional<Path> predecessor = Optional.empty();
            if (order.predecessor() != null) {
                Files.createDirectory(before);
                Files.write(
                        before.resolve(NetworkTrials.WEIGHTS),
                        order.predecessor().value());
                predecessor = Optional.of(before);
            }
            return train(order, sets.get(0), sets.get(1), folder, predecessor);
        } finally {
            Leftovers.delete(folder);
        }
    }

    private Outcome train(Order order, ImageSet train, ImageSet validation, Path folder, Optional<Path> predecessor)
            throws IOException {
        Trial trial = Json.MAPPER.readValue(order.trial(), Trial.class);
        MultiLayerConfiguration configuration = NetworkJson.read(order.configuration());
        NetworkTrials trials = new NetworkTrials(
                values -> configuration, FitJson.read(order.fit()), train, validation, any -> new TrainingListener() {
                    @Override
                    public void batchDone(Step step) {
                        progress.add(step);
                    }
                });
        try {
            History history = trials.run(new TrialRunner.Assignment(trial, order.objective(), folder, predecessor));
            return new Trained(
                    Json.MAPPER.writeValueAsString(history), Files.readAllBytes(folder.resolve(NetworkTrials.WEIGHTS)));
        } catch (CancellationException | InputException | UncheckedIOException e) {
            throw e; // the machine's fault: Spark tries another
        } catch (DivergedException e) {
            return new Diverged(e.getMessage());
        } catch (OutOfMemoryError e) {
            return new OutOfMemory(e.getMessage());
        } catch (RuntimeException e) {
            return Memory.hasRunOut(e) ? new OutOfMemory(e.getMessage()) : new Failed(e.toString());
        }
    }
}
