package mathsymbols.train;

import com.fasterxml.jackson.core.JacksonException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The folder in which a fit keeps what it needs to go on: after every epoch {@code epoch-0017.checkpoint} with the
 * weights, the state of the updater (Adam's moments and the number of steps), the averaged weights where there are such,
 * the history and the settings, and after an epoch that is the best so far also {@code best-0017.weights}. The two newest
 * of each are kept. The random numbers of an epoch are drawn from the seed and the epoch's number, so that the history is
 * their state, too.
 */
final class Checkpoints {
    private static final String EPOCH = "epoch-";
    private static final String BEST = "best-";
    private static final int KEPT = 2;

    /** What stands at the beginning of a checkpoint. */
    private record State(Map<String, String> settings, History history, Optional<Second> second, int iterations) {}

    /** What belongs to a second set of running averages: the history under it, and the averages themselves. */
    record Second(History history, double[] averages) {}

    /**
     * Where a fit goes on.
     *
     * @param history the epochs done
     * @param second where a second set of running averages goes on
     * @param best the weights of the best of them, to be closed by the caller; none if no epoch is best, or if their
     *     file is damaged
     */
    record Restored(History history, Optional<Second> second, Optional<INDArray> best) {}

    private final Path folder;
    private final Map<String, String> settings;
    private final Monitor monitor;

    /** @param monitor which figure tells the best epoch */
    Checkpoints(Path folder, Map<String, String> settings, Monitor monitor) {
        this.folder = folder;
        this.settings = settings;
        this.monitor = monitor;
    }

    /**
     * Keeps the network as it is after the last epoch of the history, which has one.
     *
     * @param averages the averaged weights, with which the history was validated, if there are such
     */
    void save(MultiLayerNetwork network, Optional<INDArray> averages, History history, Optional<Second> second)
            throws IOException {
        History.Epoch last = history.last().orElseThrow();
        if (history.best(monitor).equals(Optional.of(last))) {
            AtomicFile.write(best(last), out -> ArrayIO.write(averages.orElseGet(network::params), out));
        }
        State state = new State(settings, history, second, network.getIterationCount());
        AtomicFile.write(folder.resolve(name(last.epoch())), out -> {
            writeState(state, new DataOutputStream(out));
            ArrayIO.write(network.params(), out);
            ArrayIO.write(network.getUpdater().getStateViewArray(), out);
            if (averages.isPresent()) {
                ArrayIO.write(averages.get(), out);
            }
        });
        for (String kind : List.of(EPOCH, BEST)) {
            for (Path halfWritten : newestFirst("." + kind)) {
                Files.delete(halfWritten);
            }
            for (Path old : newestFirst(kind).stream().skip(KEPT).toList()) {
                Files.delete(old);
            }
        }
    }

    /**
     * Puts the network and its updater where the newest readable checkpoint left them.
     *
     * @param averages filled with the averaged weights, if there are such
     * @return where to go on; empty, with the network untouched, if there is no checkpoint
     * @throws InputException if it was made with other settings, or if none of the checkpoints can be read
     */
    Optional<Restored> restore(MultiLayerNetwork network, Optional<INDArray> averages) throws IOException {
        IOException damage = null;
        for (Path file : newestFirst(EPOCH)) {
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile())))) {
                State state = readState(in);
                refuseOtherEpochs(file, state.history());
                refuseOtherSettings(file, state.settings());
                ArrayIO.read(in, network.params());
                ArrayIO.read(in, network.getUpdater().getStateViewArray());
                if (averages.isPresent()) {
                    ArrayIO.read(in, averages.get());
                }
                network.setIterationCount(state.iterations());
                return Optional.of(new Restored(
                        state.history(),
                        state.second(),
                        state.history().best(monitor).flatMap(best -> readBest(network, best))));
            } catch (IOException e) {
                damage = damage == null ? e : damage;
            }
        }
        if (damage != null) {
            throw new InputException(
                    "No checkpoint in " + folder + " can be read (" + InputException.reason(damage)
                            + "): delete the folder to train afresh.",
                    damage);
        }
        return Optional.empty();
    }

    /** A history that does not lead to the file's epoch would have the fit go on from anywhere. */
    private static void refuseOtherEpochs(Path file, History history) throws IOException {
        List<Integer> epochs =
                history.epochs().stream().map(History.Epoch::epoch).toList();
        int last = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1);
        if (last < 1
                || !name(last).equals(file.getFileName().toString())
                || !epochs.equals(IntStream.rangeClosed(last - epochs.size() + 1, last)
                        .boxed()
                        .toList())) {
            throw new IOException("its history is of other epochs");
        }
    }

    private static String name(int epoch) {
        return String.format(Locale.ROOT, "%s%04d.checkpoint", EPOCH, epoch);
    }

    private void refuseOtherSettings(Path file, Map<String, String> found) {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String other = found.get(setting.getKey());
            if (!setting.getValue().equals(other)) {
                throw new InputException(file + " was made with another " + setting.getKey() + " (" + other + ", now "
                        + setting.getValue() + "): use another folder, or delete this one to train afresh.");
            }
        }
    }

    private Optional<INDArray> readBest(MultiLayerNetwork network, History.Epoch epoch) {
        INDArray best = network.params().like();
        try (InputStream in =
                new BufferedInputStream(new FileInputStream(best(epoch).toFile()))) {
            ArrayIO.read(in, best);
            return Optional.of(best);
        } catch (IOException e) {
            best.close();
            return Optional.empty();
        }
    }

    /** Where the weights of an epoch are that was the best so far. */
    Path best(History.Epoch epoch) {
        return folder.resolve(String.format(Locale.ROOT, "%s%04d.weights", BEST, epoch.epoch()));
    }

    /** The files whose names begin so; those that a killed run was still writing begin with a dot. */
    private List<Path> newestFirst(String kind) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(kind))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static void writeState(State state, DataOutputStream out) throws IOException {
        byte[] json = Json.MAPPER.writeValueAsBytes(state);
        CRC32 crc = new CRC32();
        crc.update(json);
        out.writeInt(json.length);
        out.write(json);
        out.writeLong(crc.getValue());
    }

    private static State readState(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] json = in.readNBytes(Math.max(0, length));
        CRC32 crc = new CRC32();
        crc.update(json);
        if (in.readLong() != crc.getValue()) {
            throw new IOException("the checksum is wrong");
        }
        try {
            return Json.parse(json, State.class);
        } catch (JacksonException e) {
            throw new IOException("its history is not as this version writes it", e);
        }
    }
}
