package mathsymbols.train;

import static mathsymbols.train.TrainerTest.figures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mathsymbols.io.InputException;
import mathsymbols.train.Fit.Stop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final int EPOCHS = 6;

    @TempDir
    private Path folder;

    private final Blobs train = new Blobs(150, 1);
    private final Blobs validation = new Blobs(45, 2);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6})
    void aResumedFitEqualsOneThatRanThrough(int stoppedAfter) {
        MultiLayerNetwork through = Blobs.network(0.05);
        MultiLayerNetwork stopped = Blobs.network(0.05);
        MultiLayerNetwork resumed = Blobs.network(0.05);
        try (Fit whole = fit(through, EPOCHS).fit(train, validation);
                Fit first = fit(stopped, stoppedAfter).checkpoint(folder).fit(train, validation);
                Fit second = fit(resumed, EPOCHS).checkpoint(folder).fit(train, validation)) {
            assertThat(first.history().epochs()).hasSize(stoppedAfter);
            assertThat(figures(second.history())).isEqualTo(figures(whole.history()));
            assertThat(resumed.params()).isEqualTo(through.params());
            assertThat(resumed.getUpdater().getStateViewArray())
                    .isEqualTo(through.getUpdater().getStateViewArray());

            assertThat(second.bestEpoch()).isEqualTo(whole.bestEpoch());
            whole.useBest();
            second.useBest();
            assertThat(resumed.params()).isEqualTo(through.params());
        }
    }

    @Test
    void aFolderThatAnotherFitUsesIsRefusedAndAFreeOneGivenBack() {
        Trainer second = fit(Blobs.network(0.05), 1).checkpoint(folder);
        TrainingListener meanwhile = new TrainingListener() {
            @Override
            public void batchDone(Step step) {
                assertThatThrownBy(() -> second.fit(train, validation)).hasMessageContaining(folder + " is in use");
            }
        };
        fit(Blobs.network(0.05), 1)
                .checkpoint(folder)
                .listener(meanwhile)
                .fit(train, validation)
                .close();

        second.fit(train, validation).close();
    }

    @Test
    void aFinishedFitIsNotRepeated() {
        EarlyStopping rule = new EarlyStopping(Monitor.VAL_ACCURACY, 0);
        try (Fit first = fit(Blobs.network(0.05), 50)
                        .earlyStopping(rule)
                        .checkpoint(folder)
                        .fit(train, validation);
                Fit again = fit(Blobs.network(0.05), 50)
                        .earlyStopping(rule)
                        .checkpoint(folder)
                        .fit(train, validation)) {
            assertThat(first.stop()).isEqualTo(Stop.EARLY);
            assertThat(again.stop()).isEqualTo(Stop.EARLY);
            assertThat(again.history()).isEqualTo(first.history());
        }
    }

    @Test
    void theTwoNewestCheckpointsAreKept() throws IOException {
        fit(Blobs.network(0.05), EPOCHS)
                .checkpoint(folder)
                .fit(train, validation)
                .close();

        assertThat(names("epoch")).containsExactly("epoch-0005.checkpoint", "epoch-0006.checkpoint");
        assertThat(names("best")).hasSizeBetween(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut short", "empty", "one bit wrong"})
    void aDamagedCheckpointFallsBackToTheOneBefore(String damage) throws IOException {
        fit(Blobs.network(0.05), 4).checkpoint(folder).fit(train, validation).close();
        damage(folder.resolve("epoch-0004.checkpoint"), damage);

        List<Integer> started = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epochStarted(int epoch, int epochs) {
                started.add(epoch);
            }
        };
        try (Fit whole = fit(Blobs.network(0.05), EPOCHS).fit(train, validation);
                Fit resumed = fit(Blobs.network(0.05), EPOCHS)
                        .checkpoint(folder)
                        .listener(listener)
                        .fit(train, validation)) {
            assertThat(figures(resumed.history())).isEqualTo(figures(whole.history()));
            assertThat(started).containsExactly(4, 5, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut short", "empty", "one bit wrong"})
    void damagedBestWeightsAreReportedAndTheFitGoesOnWithoutThem(String damage) throws IOException {
        fit(Blobs.network(0.05), 4).checkpoint(folder).fit(train, validation).close();
        for (String best : names("best")) {
            damage(folder.resolve(best), damage);
        }
        List<String> warnings = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void warned(String sentence) {
                warnings.add(sentence);
            }
        };
        MultiLayerNetwork network = Blobs.network(0.05);
        try (Fit again = fit(network, 4).checkpoint(folder).listener(listener).fit(train, validation);
                Fit whole = fit(Blobs.network(0.05), EPOCHS).fit(train, validation);
                Fit resumed = fit(Blobs.network(0.05), EPOCHS)
                        .checkpoint(folder)
                        .listener(listener)
                        .fit(train, validation)) {
            assertThat(again.bestEpoch()).isEmpty();
            assertThat(again.outcome()).isEqualTo("Finished after epoch 4.");
            assertThat(figures(resumed.history())).isEqualTo(figures(whole.history()));
        }
        assertThat(warnings).hasSize(2).allSatisfy(sentence -> assertThat(sentence)
                .startsWith(folder.resolve("best-000").toString())
                .contains(" is damaged or missing: the fit goes on, but"));
    }

    @Test
    void ofTwoDamagedCheckpointsTheNewestOnesErrorIsTold() throws IOException {
        fit(Blobs.network(0.05), 2).checkpoint(folder).fit(train, validation).close();
        damage(folder.resolve("epoch-0001.checkpoint"), "empty");
        damage(folder.resolve("epoch-0002.checkpoint"), "one bit wrong");

        assertThatThrownBy(() -> fit(Blobs.network(0.05), 3).checkpoint(folder).fit(train, validation))
                .hasMessageContaining("the checksum is wrong");
    }

    @Test
    void whereEveryCheckpointIsDamagedASentenceSaysSo() throws IOException {
        fit(Blobs.network(0.05), 2).checkpoint(folder).fit(train, validation).close();
        damage(folder.resolve("epoch-0001.checkpoint"), "empty");
        damage(folder.resolve("epoch-0002.checkpoint"), "one bit wrong");

        assertThatThrownBy(() -> fit(Blobs.network(0.05), 3).checkpoint(folder).fit(train, validation))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("No checkpoint in " + folder)
                .hasMessageEndingWith("delete the folder to train afresh.");
    }

    @Test
    void aCheckpointOfOtherSettingsIsRefusedWithASentence() {
        fit(Blobs.network(0.05), 1).checkpoint(folder).fit(train, validation).close();

        assertRefused(fit(Blobs.network(0.05), 2).batchSize(20), train, "another batch size (16, now 20)");
        assertRefused(fit(Blobs.network(0.05), 2).seed(2), train, "another seed (1001, now 2)");
        assertRefused(fit(Blobs.network(0.04), 2), train, "another network (");
        assertRefused(fit(Blobs.network(0.05), 2), new Blobs(149, 1), "another training set (150 examples ");
        assertRefused(
                fit(Blobs.network(0.05), 2).earlyStopping(EarlyStopping.onValLoss(5)),
                train,
                "another early stopping (none");
        assertRefused(
                fit(Blobs.network(0.05), 2).augmentation(new Noise(0.1)), train, "another augmentation (none, now {");
        assertRefused(fit(Blobs.network(0.05), 2).labelSmoothing(0.1), train, "another label smoothing (0.0, now 0.1)");
        assertRefused(fit(Blobs.network(0.05), 2).averaging(0.9), train, "another averaging (0.0, now 0.9)");
    }

    private void assertRefused(Trainer trainer, Blobs examples, String difference) {
        assertThatThrownBy(() -> trainer.checkpoint(folder).fit(examples, validation))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder.resolve("epoch-0001.checkpoint") + " was made with " + difference)
                .hasMessageEndingWith("use another folder, or delete this one to train afresh.");
    }

    @Test
    void whatAKilledRunLeftHalfWrittenIsRemoved() throws IOException {
        Path half = folder.resolve(".epoch-0002.checkpoint.0d6b.part");
        Files.write(half, new byte[10]);
        fit(Blobs.network(0.05), 1).checkpoint(folder).fit(train, validation).close();

        assertThat(half).doesNotExist();
    }

    private static Trainer fit(MultiLayerNetwork network, int epochs) {
        return Trainer.of(network).epochs(epochs).batchSize(16);
    }

    private static void damage(Path file, String damage) throws IOException {
        switch (damage) {
            case "empty" -> Files.write(file, new byte[0]);
            default -> {
                try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                    long middle = bytes.length() / 2;
                    if (damage.equals("cut short")) {
                        bytes.setLength(middle);
                    } else {
                        bytes.seek(middle);
                        int value = bytes.read();
                        bytes.seek(middle);
                        bytes.write(value ^ 4);
                    }
                }
            }
        }
    }

    private List<String> names(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(kind))
                    .sorted()
                    .toList();
        }
    }
}
