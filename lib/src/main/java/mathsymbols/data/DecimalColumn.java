package mathsymbols.data;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** DecimalColumn of numbers that print alike in every table and under every locale. */
public final class DecimalColumn {
    private DecimalColumn() {}

    /** A column that prints with this number of decimals; NaN is a missing value and prints as nothing. */
    public static DoubleColumn decimals(String name, int digits, DoubleStream values) {
        var format = new DecimalFormat("0." + "0".repeat(digits), DecimalFormatSymbols.getInstance(Locale.ROOT));
        DoubleColumn column = DoubleColumn.create(name, values);
        column.setPrintFormatter(new NumberColumnFormatter(format, ""));
        return column;
    }
}
