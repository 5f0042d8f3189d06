package mathsymbols.tune;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One choice of hyper-parameters, by name: strings, whole numbers, numbers or truth values. Those that the others leave
 * without a meaning are absent. Equal whenever the names and the values are.
 */
public record Values(@JsonValue Map<String, Object> byName) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Values {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** A choice among strings. */
    public String text(String name) {
        return get(name, String.class);
    }

    /** Any number as a {@code double}. */
    public double number(String name) {
        return get(name, Number.class).doubleValue();
    }

    /** A whole number. */
    public int integer(String name) {
        return get(name, Integer.class);
    }

    /** A truth value. */
    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    /** Whether this parameter has a value here. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    private <T> T get(String name, Class<T> type) {
        Object value = byName.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "There is no " + type.getSimpleName() + " named " + name + " among " + this);
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
