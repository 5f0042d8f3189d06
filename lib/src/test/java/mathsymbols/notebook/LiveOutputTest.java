package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveOutputTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<Rendering> screen = new ArrayList<>();

    @Test
    void whatTakesLongToDrawIsDrawnAsSeldomAsWasAskedFor() {
        LiveOutput curves = new LiveOutput(screen::add, clock::get, Duration.ofSeconds(5));
        assertThat(curves.isShown()).isFalse();
        for (int second = 0; second < 12; second++) {
            String text = "after " + second + " s";
            curves.offer(() -> new Rendering(text, ""));
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
        }

        assertThat(curves.isShown()).isTrue();
        assertThat(screen).hasSize(3);
    }
}
