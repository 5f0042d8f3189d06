package mathsymbols.predict;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import mathsymbols.io.Printable;
import mathsymbols.predict.Prediction.Candidate;

/** A table with a heading; of an image that could not be read all is empty but the file and the error. */
final class CsvAnswers implements Answers {
    private static final List<String> HEADING =
            List.of("file", "label", "probability", "second", "second_probability", "none", "error");

    private final PrintWriter out;
    private final CsvWriter rows;

    CsvAnswers(PrintWriter out) {
        this.out = out;
        rows = new CsvWriter(new CsvWriterSettings());
        out.println(rows.writeRowToString(HEADING));
    }

    @Override
    public void add(Path file, Prediction prediction) {
        Candidate first = prediction.candidates().get(0);
        Candidate second = prediction.candidates().get(1);
        row(file, first.label(), first.probability(), second.label(), second.probability(), prediction.none(), "");
    }

    @Override
    public void error(Path file, String sentence) {
        row(file, "", "", "", "", "", sentence);
    }

    /** No character of a name moves a terminal's cursor. */
    private void row(Path file, Object... cells) {
        Object[] all = new Object[cells.length + 1];
        all[0] = Printable.of(file.toString());
        for (int i = 0; i < cells.length; i++) {
            all[i + 1] = Printable.of(cells[i].toString());
        }
        out.println(rows.writeRowToString(all));
    }

    @Override
    public void end() {
        out.flush();
    }
}
