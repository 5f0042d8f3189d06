package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<Rendering> screen = new ArrayList<>();
    private final ProgressBar bar = new ProgressBar(() -> new LiveOutput(screen::add, clock::get), clock::get);

    @Test
    void aBarIsDrawnFiveTimesASecondAtMostAndAlwaysAtItsEnds() {
        for (int done = 0; done <= 1000; done++) {
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            bar.update("Decoding images", done, 1000);
        }

        assertThat(screen).hasSizeLessThanOrEqualTo(7);
        assertThat(screen.get(0).text()).isEqualTo("Decoding images: 0 of 1,000, …");
        assertThat(screen.get(screen.size() - 1).text()).isEqualTo("Decoding images: 1,000 of 1,000, 0:01, 1,000/s");
    }

    @Test
    void aBarTellsTheTimeLeftAndTheSpeed() {
        bar.update("Fetching", 0, 100);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(30));
        bar.update("Fetching", 25, 100);

        assertThat(screen.get(1).text()).isEqualTo("Fetching: 25 of 100, 1:30 left, 0.8/s");
        assertThat(screen.get(1).html()).contains("value=\"0.250\"");
    }

    @Test
    void whatAnEarlierRunDidDoesNotCountForTheSpeed() {
        bar.update("Images", 5000, 10_000);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        bar.update("Images", 5100, 10_000);

        assertThat(screen.get(1).text()).isEqualTo("Images: 5,100 of 10,000, 8:10 left, 10/s");
    }

    @Test
    void whatIsDoneAtOnceHasNoSpeed() {
        bar.update("Images", 5, 5);

        assertThat(screen.get(0).text()).isEqualTo("Images: 5 of 5, 0:00");
    }

    @Test
    void aBarWithoutATotalOnlyCounts() {
        bar.update("Fetching", 2048, 0);

        assertThat(screen.get(0).text()).isEqualTo("Fetching: 2,048");
        assertThat(screen.get(0).html()).contains("<progress>");
    }

    @Test
    void aTaskIsNotTakenForMarkup() {
        bar.update("a < b & c", 1, 2);

        assertThat(screen.get(0).html()).contains("a &lt; b &amp; c");
    }
}
