package mathsymbols.notebook;

import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The cells that this kernel has run, for a console's arrow keys and its search; gone with the kernel. */
final class CellHistory {
    /** More than anybody scrolls through. */
    private static final int LONGEST = 1_000;

    private static final int SESSION = 1;

    private record Cell(int number, String input, String output) {}

    private final List<Cell> cells = new ArrayList<>();

    /** Remembers a cell; {@code output} is empty where it showed no value. */
    synchronized void add(int number, String code, String output) {
        cells.add(new Cell(number, code, output));
        if (cells.size() > LONGEST) {
            cells.remove(0);
        }
    }

    /**
     * The cells that a request asks for, the oldest first, as the protocol writes them: session, number, and the code or a pair
     * of code and output. Session 0 is the current one; of earlier ones nothing is kept.
     */
    synchronized List<Object> answer(HistoryRequest request) {
        List<Cell> found;
        if (request instanceof HistoryRequest.Tail tail) {
            found = last(tail.getMaxReturnLength(), false, cell -> true);
        } else if (request instanceof HistoryRequest.Search search) {
            Pattern pattern = pattern(search.getPattern());
            found = last(search.getMaxReturnLength(), search.filterUnique(), cell -> pattern.matcher(cell.input())
                    .matches());
        } else if (request instanceof HistoryRequest.Range range
                && (range.getSessionIndex() == 0 || range.getSessionIndex() == SESSION)) {
            found = last(LONGEST, false, cell -> cell.number() >= range.getStart() && cell.number() < range.getStop());
        } else {
            found = List.of();
        }
        List<Object> told = new ArrayList<>();
        for (Cell cell : found) {
            Object content = request.includeOutput() ? new String[] {cell.input(), cell.output()} : cell.input();
            told.add(new Object[] {SESSION, cell.number(), content});
        }
        return told;
    }

    /** {@code *} stands for any text and {@code ?} for any character. */
    private static Pattern pattern(String glob) {
        String regex = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    private List<Cell> last(int length, boolean unique, Predicate<Cell> wanted) {
        List<Cell> newestFirst = new ArrayList<>(cells);
        Collections.reverse(newestFirst);
        Map<Object, Cell> found = new LinkedHashMap<>();
        int most = length <= 0 ? LONGEST : length;
        for (Cell cell : newestFirst) {
            if (found.size() < most && wanted.test(cell)) {
                found.putIfAbsent(unique ? cell.input() : cell, cell);
            }
        }
        List<Cell> oldestFirst = new ArrayList<>(found.values());
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }
}
