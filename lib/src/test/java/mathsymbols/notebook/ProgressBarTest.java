package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<Rendering> screen = new ArrayList<>();
    private final ProgressBar bar = new ProgressBar(() -> new LiveOutput(screen::add, clock::get), clock::get);

    @Test
    void aBarIsDrawnFiveTimesASecondAtMostAndAlwaysAtItsEnd() {
        count(2000);

        assertThat(screen).hasSizeBetween(5, 7);
        assertThat(screen.get(0).text()).isEqualTo("Decoding images: 1,000 of 2,000, 1.0 s left, 1,000/s");
        assertThat(screen.get(screen.size() - 1).text()).isEqualTo("Decoding images: 2,000 of 2,000, 2.0 s, 1,000/s");
    }

    @Test
    void whatTakesLessThanASecondHasNoBar() {
        count(900);

        assertThat(screen).isEmpty();
    }

    /** Seven trainings of two minutes each: until the first is done, the bar says what goes on. */
    @Test
    void whatIsAnnouncedIsShownAtOnceAndToItsEnd() {
        bar.update("Trainings", 0, 7);
        assertThat(screen.get(0).text()).isEqualTo("Trainings: 0 of 7, …");

        bar.update("Trainings", 7, 7);
        assertThat(screen.get(1).text()).isEqualTo("Trainings: 7 of 7, 0.0 s");
    }

    @Test
    void aShortTaskAfterALongOneHasNoBarEither() {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        bar.update("Images", 3, 3);
        bar.update("Features", 1, 1);

        assertThat(screen).hasSize(1);
    }

    /** A thousandth of a second each. */
    private void count(int total) {
        for (int done = 1; done <= total; done++) {
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            bar.update("Decoding images", done, total);
        }
    }

    @Test
    void aBarTellsTheTimeLeftAndTheSpeed() {
        bar.update("Fetching", 0, 100);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(30));
        bar.update("Fetching", 25, 100);

        assertThat(screen.get(1).text()).isEqualTo("Fetching: 25 of 100, 1 min 30 s left, 0.8/s");
        assertThat(screen.get(1).html()).contains("value=\"0.250\"");
    }

    @Test
    void whatAnEarlierRunDidDoesNotCountForTheSpeed() {
        bar.update("Images", 5000, 10_000);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        bar.update("Images", 5100, 10_000);

        assertThat(screen.get(0).text()).isEqualTo("Images: 5,100 of 10,000, 8 min 10 s left, 10/s");
    }

    @Test
    void whatIsDoneAtOnceHasNoSpeed() {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        bar.update("Images", 5, 5);

        assertThat(screen.get(0).text()).isEqualTo("Images: 5 of 5, 2.0 s");
    }

    @Test
    void theTimeRunsFromTheBarsBeginningNotFromTheFirstThatIsDone() {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(4));
        bar.update("Images", 1, 3);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        bar.update("Images", 3, 3);
        bar.update("Features", 0, 1);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        bar.update("Features", 1, 1);

        assertThat(screen.get(1).text()).isEqualTo("Images: 3 of 3, 14 s, 0.2/s");
        assertThat(screen.get(3).text()).isEqualTo("Features: 1 of 1, 2.0 s, 0.5/s");
    }

    @Test
    void aTimeIsToldInWords() {
        assertThat(Stream.of(1_640, 9_949, 9_950, 59_600, 135_000, 3_599_600, 7_500_000)
                        .map(Duration::ofMillis)
                        .map(ProgressBar::clock))
                .containsExactly("1.6 s", "9.9 s", "10 s", "1 min 0 s", "2 min 15 s", "1 h 0 min", "2 h 5 min");
    }

    @Test
    void aBarWithoutATotalOnlyCounts() {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        bar.update("Fetching", 2048, 0);

        assertThat(screen.get(0).text()).isEqualTo("Fetching: 2,048");
        assertThat(screen.get(0).html()).contains("<progress>");
    }

    @Test
    void aTaskIsNotTakenForMarkup() {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        bar.update("a < b & c", 1, 2);

        assertThat(screen.get(0).html()).contains("a &lt; b &amp; c");
    }
}
