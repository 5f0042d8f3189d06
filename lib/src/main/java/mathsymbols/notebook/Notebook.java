package mathsymbols.notebook;

import mathsymbols.machine.Memory;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.nn.Summary;
import mathsymbols.plot.Figure;
import mathsymbols.plot.Slides;
import mathsymbols.predict.pad.DrawingPad;
import mathsymbols.predict.pad.ReaderPage;
import mathsymbols.report.Headline;
import mathsymbols.report.ReportCard;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** What the kernel's start-up script calls before the first cell. */
public final class Notebook {
    private Notebook() {}

    private static final String FULL = "The kernel's memory is full. Set " + Memory.VARIABLE
            + " to more than it has (such as 12g) before you start reproduce or environment/notebook, or close other kernels.";

    /**
     * Chooses the native library that suits this processor, teaches the kernel to show charts, tables and the drawing
     * pad, to lose none of what a cell prints, and to name the remedy where memory ends.
     */
    public static void start() {
        NativeLibrary.select();
        Kernel.running().ifPresent(kernel -> {
            kernel.keepAllOutput();
            kernel.onException(OutOfMemoryError.class, () -> System.err.println(FULL));
            kernel.show(Table.class, Renderers::table);
            kernel.show(Summary.class, summary -> Renderers.table(summary.table()));
            kernel.show(Figure.class, Renderers::figure);
            kernel.show(Slides.class, Renderers::slides);
            kernel.show(Chart.class, Renderers::chart);
            kernel.show(DrawingPad.class, Renderers::pad);
            kernel.show(ReaderPage.class, Renderers::page);
            kernel.show(Headline.class, ReportViews::headline);
            kernel.show(ReportCard.class, ReportViews::card);
        });
    }
}
