package mathsymbols.nn.fast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link Accelerator#accelerate} did.
 *
 * @param engine what computes for the replaced layers, with its version
 * @param reason why that engine
 * @param replaced layers that this call made fast, in order
 * @param already layers that were fast before and stay as they were, with the engine of then, in order
 * @param left layers that stay stock, in order
 */
public record Acceleration(String engine, String reason, List<Fast> replaced, List<Fast> already, List<Left> left) {
    /** A layer by its name and by its configuration's class. */
    public record Fast(String layer, String kind) {}

    /** A layer by its name and by its configuration's class, and why it stays. */
    public record Left(String layer, String kind, String why) {}

    public Acceleration {
        replaced = List.copyOf(replaced);
        already = List.copyOf(already);
        left = List.copyOf(left);
    }

    /**
     * A line for the engine and one for what was replaced, one for what was fast already, and one for each layer that was
     * left. Where all that can be fast was so already, the engine has no work and is not named.
     */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        if (!replaced.isEmpty() || already.isEmpty()) {
            lines.add("Engine: " + engine + " (" + reason + ")");
            lines.add("Fast: " + counted(replaced));
        }
        if (!already.isEmpty()) {
            lines.add("Fast already: " + counted(already));
        }
        left.forEach(layer -> lines.add("Stock: " + layer.layer() + ", " + layer.kind() + ": " + layer.why()));
        return String.join("\n", lines);
    }

    private String counted(List<Fast> layers) {
        String kinds = layers.stream()
                .collect(Collectors.groupingBy(Fast::kind, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
        return layers.size() + " of " + (replaced.size() + already.size() + left.size()) + " layers"
                + (layers.isEmpty() ? "" : ": " + kinds);
    }
}
