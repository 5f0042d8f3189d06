package mathsymbols.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The hyper-parameters of a search, in order.
 *
 * <pre>{@code
 * Space.of(Parameter.choice("activation", "relu", "tanh"), Parameter.choice("learning_rate", 1e-2, 1e-3, 1e-4, 1e-5))
 * }</pre>
 */
public record Space(List<Parameter<?>> parameters) {
    private static final int MAX_COLLISIONS = 20;

    public Space {
        parameters = List.copyOf(parameters);
        Set<String> names = new HashSet<>();
        for (Parameter<?> parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new IllegalArgumentException("The space names " + parameter.name() + " twice.");
            }
        }
    }

    public static Space of(Parameter<?>... parameters) {
        return new Space(List.of(parameters));
    }

    /** A value at random for every parameter. */
    Values draw(RandomGenerator random) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : parameters) {
            values.put(parameter.name(), parameter.domain().draw(random));
        }
        return new Values(values);
    }

    /**
     * Values at random that have not been tried, as the Keras Tuner draws them: what has been tried is drawn again, and
     * at the 21st collision the space counts as exhausted, although a few values may be left.
     */
    Optional<Values> drawUntried(Set<Values> tried, RandomGenerator random) {
        for (int collisions = 0; collisions <= MAX_COLLISIONS; collisions++) {
            Values values = draw(random);
            if (!tried.contains(values)) {
                return Optional.of(values);
            }
        }
        return Optional.empty();
    }

    /** Values at random that have not been tried; none only if all have been. */
    Optional<Values> drawUntriedToTheLast(Set<Values> tried, RandomGenerator random) {
        return drawUntried(tried, random).or(() -> all().flatMap(all -> {
            List<Values> left =
                    all.stream().filter(values -> !tried.contains(values)).toList();
            return left.isEmpty() ? Optional.empty() : Optional.of(left.get(random.nextInt(left.size())));
        }));
    }

    /** Every combination, the last parameter changing fastest; none if a parameter's values cannot be counted. */
    Optional<List<Values>> all() {
        List<Values> combinations = List.of(new Values(Map.of()));
        for (Parameter<?> parameter : parameters) {
            var options = parameter.domain().all();
            if (options.isEmpty()) {
                return Optional.empty();
            }
            List<Values> longer = new ArrayList<>();
            for (Values values : combinations) {
                for (Object option : options.get()) {
                    Map<String, Object> more = new LinkedHashMap<>(values.byName());
                    more.put(parameter.name(), option);
                    longer.add(new Values(more));
                }
            }
            combinations = longer;
        }
        return Optional.of(combinations);
    }
}
