package mathsymbols.train;

import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/** A figure of an epoch that a rule may watch, under the name Keras gives it. */
public enum Monitor {
    LOSS("loss", Direction.MIN, History.Epoch::loss),
    ACCURACY("accuracy", Direction.MAX, History.Epoch::accuracy),
    VAL_LOSS("val_loss", Direction.MIN, History.Epoch::valLoss),
    VAL_ACCURACY("val_accuracy", Direction.MAX, History.Epoch::valAccuracy);

    /** Whether less or more is better. */
    public enum Direction {
        MIN,
        MAX;

        /**
         * Whether {@code value} is strictly better than {@code other}, as Keras compares: an equal value is not better,
         * and NaN never is.
         */
        public boolean better(double value, double other) {
            return this == MIN ? value < other : value > other;
        }

        /** Sorts the best values to the front. */
        public <T> Comparator<T> bestFirst(ToDoubleFunction<T> value) {
            Comparator<T> rising = Comparator.comparingDouble(value);
            return this == MIN ? rising : rising.reversed();
        }

        /** A value that every number is better than. */
        public double worst() {
            return this == MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
    }

    private final String label;
    private final Direction direction;
    private final ToDoubleFunction<History.Epoch> value;

    Monitor(String label, Direction direction, ToDoubleFunction<History.Epoch> value) {
        this.label = label;
        this.direction = direction;
        this.value = value;
    }

    /** The direction in which this figure is better: losses fall, accuracies rise (Keras' mode "auto"). */
    public Direction direction() {
        return direction;
    }

    /** This figure of one epoch. */
    public double of(History.Epoch epoch) {
        return value.applyAsDouble(epoch);
    }

    /** Keras' name, such as {@code val_loss}. */
    @Override
    public String toString() {
        return label;
    }
}
