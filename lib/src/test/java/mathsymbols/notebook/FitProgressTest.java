package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import mathsymbols.train.History;
import mathsymbols.train.TrainingListener.Step;
import org.junit.jupiter.api.Test;

class FitProgressTest {
    private final AtomicLong now = new AtomicLong();
    private final List<Rendering> screen = new ArrayList<>();
    private final FitProgress progress = new FitProgress(output(), Optional.of(output()));

    private LiveOutput output() {
        return new LiveOutput(screen::add, () -> now.addAndGet(1_000_000_000L));
    }

    @Test
    void aBarTellsEpochBatchFiguresAndTimeLeft() {
        progress.epochStarted(1, 20);
        progress.batchDone(new Step(1, 20, 45, 107, 0.5213, 0.831, 61.4, Duration.ofSeconds(64)));

        assertThat(screen)
                .extracting(Rendering::text)
                .containsExactly(
                        "epoch 1 of 20",
                        "epoch 1 of 20 · batch 45 of 107 · loss 0.5213 · accuracy 83.1 % · 61 images/s · 1 min 4 s left in this epoch");
    }

    @Test
    void theCurvesGrowAndTheBarTellsHowLongAllMayTake() {
        progress.epochStarted(1, 3);
        progress.epochDone(new History(List.of(new History.Epoch(1, 1, 0.5, 1.2, 0.4, 100, 64))));
        progress.epochStarted(2, 3);
        progress.batchDone(new Step(2, 3, 1, 2, 0.5, 0.8, 64, Duration.ofSeconds(50)));

        assertThat(screen.get(1).html()).startsWith("<figure ");
        assertThat(screen.get(3).text()).endsWith("50 s left in this epoch, at most 2 min 30 s in all");
    }
}
