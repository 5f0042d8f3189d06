package mathsymbols.train;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The outcome of a fit: its history, and a network that can stand in two states, with the weights of the last epoch (as
 * Keras leaves it) or with those of the best. Holds a copy of the weights outside the Java heap until closed; the network
 * itself is the caller's and stays open.
 */
public final class Fit implements AutoCloseable {
    /** Why a fit ended. */
    public enum Stop {
        /** All epochs that were asked for are done. */
        COMPLETED("finished"),
        /** The early stopping had waited long enough. */
        EARLY("stopped early"),
        /** The thread was interrupted; the unfinished epoch is not in the history. */
        INTERRUPTED("interrupted");

        private final String words;

        Stop(String words) {
            this.words = words;
        }

        /** In words, such as {@code stopped early}. */
        @Override
        public String toString() {
            return words;
        }
    }

    private final MultiLayerNetwork network;
    private final History history;
    private final History secondHistory;
    private final Stop stop;
    private final Optional<Best> best;
    private Optional<INDArray> last = Optional.empty();

    /**
     * The epoch with the best value of the figure watched.
     *
     * @param weights a copy of what the network had after it
     */
    record Best(int epoch, INDArray weights) {}

    /** @param best closed with this object; none where no epoch is best, or its weights are lost */
    Fit(MultiLayerNetwork network, History history, History secondHistory, Stop stop, Optional<Best> best) {
        this.network = network;
        this.history = history;
        this.secondHistory = secondHistory;
        this.stop = stop;
        this.best = best;
    }

    /** All epochs, also those of the runs that this one continued. */
    public History history() {
        return history;
    }

    /**
     * The same epochs, validated with {@link Trainer#secondAverages}; empty where there were none. Its training losses
     * are those of {@link #history}, since there is one training.
     */
    public History secondHistory() {
        return secondHistory;
    }

    public Stop stop() {
        return stop;
    }

    /** The epoch whose weights {@link #useBest} puts in, counted from 1; none if there are no such weights. */
    public OptionalInt bestEpoch() {
        return best.map(kept -> OptionalInt.of(kept.epoch())).orElse(OptionalInt.empty());
    }

    /** Puts the best epoch's weights into the network; leaves it alone if there are none. */
    public void useBest() {
        if (best.isPresent()) {
            last = last.or(() -> Optional.of(network.params().dup()));
            network.params().assign(best.get().weights());
        }
    }

    /** Puts the weights back that the network had at the end of the fit. */
    public void useLast() {
        last.ifPresent(weights -> network.params().assign(weights));
    }

    /** Frees the copies; the network keeps the weights it has. */
    @Override
    public void close() {
        best.map(Best::weights).ifPresent(Fit::free);
        last.ifPresent(Fit::free);
    }

    private static void free(INDArray copy) {
        if (copy.closeable()) {
            copy.close();
        }
    }

    /** One sentence, such as {@code Stopped early after epoch 22; the best was epoch 17.} */
    public String outcome() {
        String how = stop.toString().substring(0, 1).toUpperCase(Locale.ROOT)
                + stop.toString().substring(1);
        return history.last()
                .map(last -> how + " after epoch " + last.epoch()
                        + best.map(kept -> "; the best was epoch " + kept.epoch() + ".")
                                .orElse("."))
                .orElse(how + " before the end of the first epoch.");
    }

    /** The history, one line an epoch, and the outcome. */
    @Override
    public String toString() {
        return history.epochs().isEmpty() ? outcome() : history + "\n" + outcome();
    }
}
