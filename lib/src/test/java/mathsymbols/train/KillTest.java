package mathsymbols.train;

import static mathsymbols.train.TrainerTest.figures;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a training process as {@code kill -9} does, at moments drawn at random, until the fit is done. */
class KillTest {
    private static final int EPOCHS = 12;

    @TempDir
    private Path folder;

    /** The process that is killed. */
    static final class Victim {
        public static void main(String[] arguments) {
            fit().checkpoint(Path.of(arguments[0]))
                    .listener(new TrainingListener() {
                        @Override
                        public void epochDone(History history) {
                            System.out.println(history.last().orElseThrow());
                        }
                    })
                    .fit(TRAIN, VALIDATION);
        }
    }

    private static final Blobs TRAIN = new Blobs(150, 1);
    private static final Blobs VALIDATION = new Blobs(45, 2);

    @Test
    void aFitThatIsKilledAgainAndAgainLosesNoMoreThanTheRunningEpoch() throws Exception {
        Random moments = new Random(5);
        int lastDone = 0;
        for (int kill = 0; kill < 2; kill++) {
            List<Integer> done = run(moments.nextInt(30));
            assertThat(done.get(0)).as("what was done is not done again").isGreaterThan(lastDone);
            lastDone = done.get(done.size() - 1);
        }
        try (Fit through = fit().fit(TRAIN, VALIDATION);
                Fit resumed = fit().checkpoint(folder).fit(TRAIN, VALIDATION)) {
            assertThat(figures(resumed.history())).isEqualTo(figures(through.history()));
        }
    }

    /** Runs the victim until three more epochs are done and a moment has passed; returns the epochs it printed. */
    private List<Integer> run(int milliseconds) throws IOException, InterruptedException {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = victim.inputReader()) {
            List<Integer> epochs = lines.lines()
                    .filter(line -> line.startsWith("Epoch"))
                    .map(line -> Integer.valueOf(line.split(" ")[1]))
                    .limit(3)
                    .toList();
            Thread.sleep(milliseconds);
            return epochs;
        } finally {
            victim.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
    }

    private static Trainer fit() {
        return Trainer.of(Blobs.network(0.05)).epochs(EPOCHS).batchSize(16);
    }
}
