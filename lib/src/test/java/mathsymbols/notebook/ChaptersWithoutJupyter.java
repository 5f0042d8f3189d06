package mathsymbols.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.nn.Summary;
import mathsymbols.plot.Figure;
import mathsymbols.plot.Slides;
import mathsymbols.predict.pad.ReaderPage;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Runs the notebooks of a folder one after the other in this program, with the settings of its environment, and draws what
 * their cells show: the code of a run without Jupyter, which takes longer than all else under the profile {@code tiny}.
 */
public final class ChaptersWithoutJupyter {
    private ChaptersWithoutJupyter() {}

    /** Takes the folder of the notebooks; prints every chapter's name, and ends with 1 where a cell failed. */
    public static void main(String[] arguments) throws IOException {
        NativeLibrary.select();
        List<Path> notebooks;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            notebooks = files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
        try {
            for (Path notebook : notebooks) {
                System.out.println("Notebook " + notebook.getFileName());
                run(notebook);
            }
        } catch (AssertionError failed) {
            System.out.println(failed.getMessage());
            System.exit(1);
        }
        System.exit(0); // The drawing pad's server would keep it alive.
    }

    private static void run(Path notebook) throws IOException {
        try (NotebookShell shell = new NotebookShell()) {
            for (String cell : NotebookShell.cells(notebook)) {
                String value = shell.run(cell);
                if (!value.isEmpty()) {
                    shell.run(ChaptersWithoutJupyter.class.getName() + ".show(" + value + ");");
                }
            }
        }
    }

    /** Draws a value as a notebook does; called by the cells. */
    public static void show(Object value) {
        if (value instanceof Figure figure) {
            Renderers.figure(figure);
        } else if (value instanceof Slides slides) {
            Renderers.slides(slides);
        } else if (value instanceof Chart<?, ?> chart) {
            Renderers.chart(chart);
        } else if (value instanceof Table table) {
            Renderers.table(table);
        } else if (value instanceof Summary summary) {
            Renderers.table(summary.table());
        } else if (value instanceof ReaderPage page) {
            Renderers.page(page);
        } else {
            String.valueOf(value);
        }
    }
}
