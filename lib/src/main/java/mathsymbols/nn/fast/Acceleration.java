package mathsymbols.nn.fast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link Accelerator#accelerate} did.
 *
 * @param engine what computes now, with its version
 * @param reason why that engine
 * @param replaced layers that are fast now, in order
 * @param left layers that stay stock, in order
 */
public record Acceleration(String engine, String reason, List<Replaced> replaced, List<Left> left) {
    /** A layer by its name and by its configuration's class. */
    public record Replaced(String layer, String kind) {}

    /** A layer by its name and by its configuration's class, and why it stays. */
    public record Left(String layer, String kind, String why) {}

    public Acceleration {
        replaced = List.copyOf(replaced);
        left = List.copyOf(left);
    }

    /** A line for the engine, one for what was replaced, and one for each layer that was left. */
    @Override
    public String toString() {
        String kinds = replaced.stream()
                .collect(Collectors.groupingBy(Replaced::kind, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
        String lines = "Engine: " + engine + " (" + reason + ")\nFast: " + replaced.size() + " of "
                + (replaced.size() + left.size()) + " layers" + (replaced.isEmpty() ? "" : ": " + kinds);
        return lines
                + left.stream()
                        .map(layer -> "\nStock: " + layer.layer() + ", " + layer.kind() + ": " + layer.why())
                        .collect(Collectors.joining());
    }
}
