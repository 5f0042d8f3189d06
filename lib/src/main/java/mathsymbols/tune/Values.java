package mathsymbols.tune;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One choice of hyper-parameters, by name: strings, whole numbers, numbers or truth values. Equal whenever the names and
 * the values are.
 */
public record Values(@JsonValue Map<String, Object> byName) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Values {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * The value of one hyper-parameter.
     *
     * @throws IllegalArgumentException if it has none here
     */
    public <T> T get(Parameter<T> parameter) {
        Object value = byName.get(parameter.name());
        Class<T> type = parameter.domain().type();
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "There is no " + type.getSimpleName() + " named " + parameter.name() + " among " + this + ".");
        }
        return type.cast(value);
    }

    /** Such as {@code activation: relu, learning_rate: 0.001}. */
    @Override
    public String toString() {
        return byName.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
