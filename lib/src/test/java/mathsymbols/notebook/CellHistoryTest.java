package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CellHistoryTest {
    private final CellHistory history = new CellHistory();

    @BeforeEach
    void run() {
        history.add(1, "6 * 7", "42");
        history.add(2, "int a = 1;", "");
        history.add(3, "6 * 7", "42");
    }

    @Test
    void theLastOnesComeOldestFirst() {
        List<Object> last = history.answer(new HistoryRequest.Tail(false, true, 2));
        assertThat((Object[]) last.get(0)).containsExactly(1, 2, "int a = 1;");
        assertThat((Object[]) last.get(1)).containsExactly(1, 3, "6 * 7");
    }

    @Test
    void outputComesWhereAsked() {
        assertThat((Object[])
                        history.answer(new HistoryRequest.Tail(true, true, 1)).get(0))
                .containsExactly(1, 3, new String[] {"6 * 7", "42"});
    }

    @Test
    void aRangeIsOfThisSession() {
        assertThat(history.answer(new HistoryRequest.Range(false, true, 0, 1, 3)))
                .hasSize(2);
        assertThat(history.answer(new HistoryRequest.Range(false, true, -1, 1, 3)))
                .isEmpty();
    }

    @Test
    void aPatternMatchesTheWholeCell() {
        assertThat(history.answer(new HistoryRequest.Search(false, true, 9, "6*", false)))
                .hasSize(2);
        assertThat(history.answer(new HistoryRequest.Search(false, true, 9, "6*", true)))
                .hasSize(1);
        assertThat(history.answer(new HistoryRequest.Search(false, true, 9, "?nt a = 1;", false)))
                .hasSize(1);
        assertThat(history.answer(new HistoryRequest.Search(false, true, 9, "(", false)))
                .isEmpty();
    }
}
