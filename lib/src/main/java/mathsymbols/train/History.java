package mathsymbols.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mathsymbols.data.DecimalColumn;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** What one fit went through, epoch by epoch. */
public record History(List<Epoch> epochs) {

    /**
     * @param epoch counted from 1
     * @param loss mean cross-entropy over the training examples while they were being learnt (dropout on)
     * @param accuracy share of them classified correctly, 0 … 1
     * @param valLoss mean cross-entropy over the validation examples after the epoch
     * @param valAccuracy share of them classified correctly, 0 … 1
     * @param seconds duration with the validation
     * @param imagesPerSecond training examples per second, validation not counted
     */
    public record Epoch(
            int epoch,
            double loss,
            double accuracy,
            double valLoss,
            double valAccuracy,
            double seconds,
            double imagesPerSecond) {

        /** One line as Keras prints it, such as {@code Epoch 17 - 4s - loss: 0.1001 - accuracy: 0.9728 - …}. */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "Epoch %d - %.0fs - loss: %.4f - accuracy: %.4f - val_loss: %.4f - val_accuracy: %.4f - %.0f images/s",
                    epoch,
                    seconds,
                    loss,
                    accuracy,
                    valLoss,
                    valAccuracy,
                    imagesPerSecond);
        }
    }

    public History {
        epochs = List.copyOf(epochs);
    }

    /** Before the first epoch. */
    public static History empty() {
        return new History(List.of());
    }

    /** This history with one more epoch. */
    public History plus(Epoch epoch) {
        List<Epoch> more = new ArrayList<>(epochs);
        more.add(epoch);
        return new History(more);
    }

    /** The latest epoch, unless there is none yet. */
    public Optional<Epoch> last() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
    }

    /** The epoch with the best value of a figure, the earlier of two equal ones; none where no value is a number. */
    public Optional<Epoch> best(Monitor monitor) {
        Epoch best = null;
        for (Epoch epoch : epochs) {
            double reference = best == null ? monitor.direction().worst() : monitor.of(best);
            if (monitor.direction().better(monitor.of(epoch), reference)) {
                best = epoch;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A figure of every epoch. */
    public List<Double> values(Monitor monitor) {
        return epochs.stream().map(monitor::of).toList();
    }

    /** The most that a figure rises from one epoch to the next; 0 where it never rises, NaN below two epochs. */
    public double largestRise(Monitor monitor) {
        return IntStream.range(1, epochs.size())
                .mapToDouble(i -> monitor.of(epochs.get(i)) - monitor.of(epochs.get(i - 1)))
                .map(rise -> Math.max(0, rise))
                .max()
                .orElse(Double.NaN);
    }

    /** One row an epoch, under Keras' names. */
    public Table table() {
        return Table.create(
                "History",
                IntColumn.create("epoch", epochs.stream().mapToInt(Epoch::epoch).toArray()),
                column(Monitor.LOSS),
                column(Monitor.ACCURACY),
                column(Monitor.VAL_LOSS),
                column(Monitor.VAL_ACCURACY),
                DecimalColumn.decimals("seconds", 1, epochs.stream().mapToDouble(Epoch::seconds)),
                DecimalColumn.decimals("images_per_second", 1, epochs.stream().mapToDouble(Epoch::imagesPerSecond)));
    }

    private DoubleColumn column(Monitor monitor) {
        return DecimalColumn.decimals(monitor.toString(), 4, epochs.stream().mapToDouble(monitor::of));
    }

    /** Writes the history as JSON, whole or not at all. */
    public void save(Path file) throws IOException {
        Json.write(file, this);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws InputException if the file is missing or not a history
     */
    public static History load(Path file) {
        return Json.read(file, History.class, "a training history", "delete it and train again");
    }

    /** One line an epoch, as Keras prints them. */
    @Override
    public String toString() {
        return epochs.stream().map(Epoch::toString).collect(Collectors.joining("\n"));
    }
}
