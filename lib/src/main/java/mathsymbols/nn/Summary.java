package mathsymbols.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What a network is made of, read from its configuration: no weight is allocated for it.
 *
 * @param rows the input and then every layer, in order
 */
public record Summary(List<Row> rows) {
    /** What a layer does. */
    public enum Kind {
        INPUT,
        CONVOLUTION,
        POOLING,
        NORMALIZATION,
        DENSE,
        OUTPUT,
        OTHER
    }

    /**
     * A layer.
     *
     * @param name as the configuration gives it
     * @param kind what it does
     * @param described the kind in words, such as {@code max pooling}
     * @param output what comes out for one example: {@code [channels, height, width]}, or {@code [n]} behind a dense layer
     * @param parameters how many numbers it keeps
     * @param trainable how many of them the optimiser changes; a batch normalisation's running averages are not among them
     * @param activation its activation function, where it has one
     * @param window the size of its kernel and its stride, where it has them
     * @param dropped the share of its input that is switched off while training
     */
    public record Row(
            String name,
            Kind kind,
            String described,
            List<Long> output,
            long parameters,
            long trainable,
            Optional<String> activation,
            Optional<Window> window,
            OptionalDouble dropped) {
        public Row {
            output = List.copyOf(output);
        }

        /** Neurons, or maps: the length of a vector, the channels of an image. */
        public long channels() {
            return output.get(0);
        }

        /** Pixels from top to bottom; 1 behind a dense layer. */
        public long height() {
            return output.size() == 3 ? output.get(1) : 1;
        }

        /**
         * How often the layer multiplies for one example: a convolution once for each weight at every place of its
         * output, a dense layer once for each weight. A bias counts as a weight, and what other layers do, as nothing.
         */
        public long products() {
            return switch (kind) {
                case CONVOLUTION -> parameters * height() * output.get(2);
                case DENSE, OUTPUT -> parameters;
                default -> 0;
            };
        }
    }

    /**
     * How a layer walks over its input.
     *
     * @param kernel such as {@code 11 × 11}
     * @param stride such as {@code 4 × 4}
     */
    public record Window(String kernel, String stride) {}

    public Summary {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a configuration.
     *
     * @param input what the network is fed, such as {@code InputType.convolutional(224, 224, 3)}
     */
    public static Summary of(MultiLayerConfiguration configuration, InputType input) {
        List<InputType> outputs = configuration.getLayerActivationTypes(input);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "input",
                Kind.INPUT,
                "",
                LayerSummary.shape(input),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty()));
        for (int i = 0; i < outputs.size(); i++) {
            rows.add(LayerSummary.row(configuration.getConf(i), outputs.get(i)));
        }
        return new Summary(rows);
    }

    /** The same network with weights that stay as they are. */
    public Summary frozen() {
        return new Summary(rows.stream()
                .map(row -> new Row(
                        row.name(),
                        row.kind(),
                        row.described(),
                        row.output(),
                        row.parameters(),
                        0,
                        row.activation(),
                        row.window(),
                        row.dropped()))
                .toList());
    }

    /** All numbers that the network keeps. */
    public long parameters() {
        return total(Row::parameters);
    }

    /** Those that training changes. */
    public long trainable() {
        return total(Row::trainable);
    }

    /** How often the network multiplies for one example, {@link Row#products}. */
    public long products() {
        return total(Row::products);
    }

    private long total(ToLongFunction<Row> number) {
        return rows.stream().mapToLong(number).sum();
    }

    /** A row for each layer and one for the totals; what no layer has is left out. */
    public Table table() {
        Table table = Table.create(
                "Layers",
                texts("layer", Row::name, "total"),
                texts("kind", Row::described, ""),
                texts("output", Summary::product, ""),
                texts("parameters", row -> grouped(row.parameters()), grouped(parameters())),
                texts("trainable", row -> grouped(row.trainable()), grouped(trainable())),
                texts("activation", row -> row.activation().orElse(""), ""),
                texts("kernel", row -> row.window().map(Window::kernel).orElse(""), ""),
                texts("stride", row -> row.window().map(Window::stride).orElse(""), ""),
                texts("input dropped", row -> dropped(row.dropped()), ""));
        return table.rejectColumns(table.columns().stream()
                .filter(column -> column.asStringColumn().asList().stream().allMatch(String::isEmpty))
                .map(Column::name)
                .toArray(String[]::new));
    }

    private StringColumn texts(String name, Function<Row, String> text, String total) {
        return StringColumn.create(name, Stream.concat(rows.stream().map(text), Stream.of(total)));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String product(Row row) {
        return row.output().stream().map(String::valueOf).collect(Collectors.joining(" × "));
    }

    private static String dropped(OptionalDouble share) {
        return share.isPresent() ? Double.toString(share.getAsDouble()) : "";
    }

    @Override
    public String toString() {
        return table().printAll();
    }
}
