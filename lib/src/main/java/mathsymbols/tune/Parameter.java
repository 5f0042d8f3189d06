package mathsymbols.tune;

import java.util.List;

/**
 * A hyper-parameter: its name, what it may be, and on what it depends.
 *
 * @param name by which {@link Values} give its value, such as {@code learning_rate}
 * @param domain what it may be
 * @param condition when it has a value at all; null if always
 */
public record Parameter(String name, Domain domain, Condition condition) {

    /** That another parameter, named earlier in the space, has this value. */
    public record Condition(String name, Object value) {}

    /** One of some strings, whole numbers, numbers or truth values. */
    public static Parameter choice(String name, Object... options) {
        return new Parameter(name, new Domain.Choice(List.of(options)), null);
    }

    /** A whole number {@code from, from + step, …}, at most {@code to}. */
    public static Parameter intRange(String name, int from, int to, int step) {
        return new Parameter(name, new Domain.IntRange(from, to, step), null);
    }

    /** A positive number, every order of magnitude between {@code from} and {@code to} as likely as the others. */
    public static Parameter logUniform(String name, double from, double to) {
        return new Parameter(name, new Domain.LogUniform(from, to), null);
    }

    /** A truth value. */
    public static Parameter bool(String name) {
        return choice(name, false, true);
    }

    /** The same parameter, but only where another one, named earlier in the space, has this value. */
    public Parameter when(String other, Object value) {
        return new Parameter(name, domain, new Condition(other, value));
    }

    boolean isActive(Values soFar) {
        return condition == null
                || soFar.has(condition.name())
                        && soFar.byName().get(condition.name()).equals(condition.value());
    }
}
