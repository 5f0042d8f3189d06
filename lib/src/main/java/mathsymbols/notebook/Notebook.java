package mathsymbols.notebook;

import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** What the kernel's start-up script calls before the first cell. */
public final class Notebook {
    private Notebook() {}

    /** Teaches the kernel to show charts and tables, and to lose none of what a cell prints. */
    public static void start() {
        Kernel.running().ifPresent(kernel -> {
            kernel.keepAllOutput();
            kernel.show(Table.class, Renderers::table);
            kernel.show(Chart.class, Renderers::chart);
        });
    }
}
