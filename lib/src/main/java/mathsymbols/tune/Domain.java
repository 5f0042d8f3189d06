package mathsymbols.tune;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What a hyper-parameter may be. */
public sealed interface Domain {

    /** One value at random. */
    Object draw(RandomGenerator random);

    /** All values in order, if they can be counted. */
    Optional<List<Object>> all();

    /** One of some strings, numbers or truth values, each as likely as the others. */
    record Choice(List<Object> options) implements Domain {
        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty() || options.stream().distinct().count() < options.size()) {
                throw new IllegalArgumentException("A choice needs options that differ, not " + options + ".");
            }
            for (Object option : options) {
                if (!(option instanceof String
                        || option instanceof Integer
                        || option instanceof Double
                        || option instanceof Boolean)) {
                    throw new IllegalArgumentException(
                            "An option is a string, a whole number, a number or a truth value, not " + option + ".");
                }
            }
        }

        @Override
        public Object draw(RandomGenerator random) {
            return options.get(random.nextInt(options.size()));
        }

        @Override
        public Optional<List<Object>> all() {
            return Optional.of(options);
        }
    }

    /** {@code from, from + step, …}, at most {@code to}; each as likely as the others. */
    record IntRange(int from, int to, int step) implements Domain {
        public IntRange {
            if (from > to || step < 1) {
                throw new IllegalArgumentException("A range goes upwards by a step of at least 1, not from " + from
                        + " to " + to + " by " + step + ".");
            }
        }

        @Override
        public Object draw(RandomGenerator random) {
            return from + step * random.nextInt((to - from) / step + 1);
        }

        @Override
        public Optional<List<Object>> all() {
            return Optional.of(IntStream.rangeClosed(0, (to - from) / step)
                    .<Object>mapToObj(i -> from + step * i)
                    .toList());
        }
    }

    /** A number from {@code from} to {@code to}, every order of magnitude as likely as the others. */
    record LogUniform(double from, double to) implements Domain {
        public LogUniform {
            if (!(from > 0 && from < to && Double.isFinite(to))) {
                throw new IllegalArgumentException(
                        "A logarithmic range lies between two positive numbers, not " + from + " and " + to + ".");
            }
        }

        @Override
        public Object draw(RandomGenerator random) {
            return Math.min(to, from * Math.pow(to / from, random.nextDouble()));
        }

        @Override
        public Optional<List<Object>> all() {
            return Optional.empty();
        }
    }
}
