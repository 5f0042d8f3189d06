package mathsymbols.train;

import java.util.List;

/** What one fit went through, epoch by epoch. */
public record History(List<Epoch> epochs) {

    /**
     * @param epoch counted from 1
     * @param loss mean cross-entropy over the training examples while they were being learnt (dropout on)
     * @param accuracy share of them classified rightly, 0 … 1
     * @param valLoss mean cross-entropy over the validation examples after the epoch
     * @param valAccuracy share of them classified rightly, 0 … 1
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
            double imagesPerSecond) {}

    public History {
        epochs = List.copyOf(epochs);
    }
}
