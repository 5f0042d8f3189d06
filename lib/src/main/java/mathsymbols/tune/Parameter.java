package mathsymbols.tune;

import java.util.List;

/**
 * A hyper-parameter: its name and what it may be. {@link Values#get} reads it:
 *
 * <pre>{@code
 * Parameter<Double> rate = Parameter.choice("learning_rate", 1e-2, 1e-3);
 * double learningRate = values.get(rate);
 * }</pre>
 *
 * @param <T> {@code String}, {@code Integer}, {@code Double} or {@code Boolean}
 * @param name as files and tables give it, such as {@code learning_rate}
 * @param domain what it may be
 */
public record Parameter<T>(String name, Domain<T> domain) {

    /** One of some strings, whole numbers, numbers or truth values, each as likely as the others. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the options are only read
    public static <T> Parameter<T> choice(String name, T... options) {
        return new Parameter<>(name, new Domain.Choice<>(List.of(options)));
    }

    /** A positive number, every order of magnitude between {@code from} and {@code to} as likely as the others. */
    public static Parameter<Double> logUniform(String name, double from, double to) {
        return new Parameter<>(name, new Domain.LogUniform(from, to));
    }
}
