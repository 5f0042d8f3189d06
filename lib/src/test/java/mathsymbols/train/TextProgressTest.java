package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextProgressTest {
    private static final String EPOCH = "Epoch %d - \\d+s - loss: \\d\\.\\d{4} - accuracy: [01]\\.\\d{4}"
            + " - val_loss: \\d\\.\\d{4} - val_accuracy: [01]\\.\\d{4} - \\d+ images/s";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void aFileGetsOneLineAnEpoch() {
        fit(false);

        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("\r");
        String[] lines = written.toString(StandardCharsets.UTF_8).split(System.lineSeparator());
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).matches(EPOCH.formatted(1));
        assertThat(lines[1]).matches(EPOCH.formatted(2));
        assertThat(lines[2]).matches("Finished after epoch 2; the best was epoch [12]\\.");
    }

    @Test
    void aTerminalShowsTheRunningEpochOnALineThatIsWrittenOver() {
        fit(true);

        String[] lines = written.toString(StandardCharsets.UTF_8).split(System.lineSeparator());
        assertThat(lines).hasSize(3);
        String[] states = lines[0].split("\r");
        assertThat(states[1])
                .matches(
                        "Epoch 1/2 - 1/10 - loss: \\d\\.\\d{4} - accuracy: [01]\\.\\d{4} - \\d+ images/s - \\d+:\\d\\d left");
        assertThat(states[states.length - 1].strip()).matches(EPOCH.formatted(1));
        assertThat(written.size()).isLessThan(20_000);
    }

    private void fit(boolean terminal) {
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        Trainer.of(Blobs.network(0.01))
                .epochs(2)
                .batchSize(16)
                .progress(new TextProgress(out, terminal))
                .fit(new Blobs(150, 1), new Blobs(45, 2))
                .close();
    }
}
