package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildTest {
    @Test
    void closingEndsTheProcessAndWhatItStarted() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; wait").start();
        ProcessHandle grandchild;
        try (Child child = new Child(process)) {
            long number = Long.parseLong(child.process().inputReader().readLine());
            grandchild = ProcessHandle.of(number).orElseThrow();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(grandchild.onExit()).as("a process that the child started").succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void aProcessThatDoesNotListenIsEndedAllTheSame() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done").start();
        try (Child child = new Child(process)) {
            assertThat(child.process().inputReader().readLine()).isEqualTo("ready");
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
}
