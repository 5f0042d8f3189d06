package mathsymbols.tune;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a hyper-parameter may be. */
public sealed interface Domain<T> {

    /** The class of all its values. */
    Class<T> type();

    /** One value at random. */
    T draw(RandomGenerator random);

    /** All values in order, if they can be counted. */
    Optional<List<T>> all();

    /** One of some options of the same class, each as likely as the others. */
    record Choice<T>(List<T> options) implements Domain<T> {
        /** Those that come back from JSON as they were. */
        private static final Set<Class<?>> TYPES = Set.of(String.class, Integer.class, Double.class, Boolean.class);

        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty() || Set.copyOf(options).size() < options.size()) {
                throw new IllegalArgumentException("A choice needs options that differ, not " + options + ".");
            }
            Class<?> type = options.get(0).getClass();
            if (!TYPES.contains(type) || options.stream().anyMatch(option -> !type.equals(option.getClass()))) {
                throw new IllegalArgumentException(
                        "The options of a choice are all strings, all whole numbers, all numbers or all truth values, not "
                                + options + ".");
            }
        }

        @Override
        @SuppressWarnings("unchecked") // all options have one class
        public Class<T> type() {
            return (Class<T>) options.get(0).getClass();
        }

        @Override
        public T draw(RandomGenerator random) {
            return options.get(random.nextInt(options.size()));
        }

        @Override
        public Optional<List<T>> all() {
            return Optional.of(options);
        }
    }

    /** A number from {@code from} to {@code to}, every order of magnitude as likely as the others. */
    record LogUniform(double from, double to) implements Domain<Double> {
        public LogUniform {
            if (!(from > 0 && from < to && Double.isFinite(to))) {
                throw new IllegalArgumentException(
                        "A logarithmic range lies between two positive numbers, not " + from + " and " + to + ".");
            }
        }

        @Override
        public Class<Double> type() {
            return Double.class;
        }

        @Override
        public Double draw(RandomGenerator random) {
            return Math.min(to, from * Math.pow(to / from, random.nextDouble()));
        }

        @Override
        public Optional<List<Double>> all() {
            return Optional.empty();
        }
    }
}
