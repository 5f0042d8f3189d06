package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    private Path folder;

    private final History history = new History(List.of(
            new History.Epoch(1, 1.357, 0.5971, 8.1105, 0.0407, 4.4, 1700),
            new History.Epoch(2, 0.5633, 0.8336, 0.5, 0.75, 4.1, 1725.4),
            new History.Epoch(3, 0.4139, 0.8789, 0.5, 0.5462, 3.9, 1712.5)));

    @Test
    void isPrintedAsKerasPrintsIt() {
        assertThat(history.toString().lines().toList().get(0))
                .isEqualTo("Epoch 1 - 4s - loss: 1.3570 - accuracy: 0.5971 - val_loss: 8.1105 - val_accuracy: 0.0407"
                        + " - 1700 images/s");
        assertThat(history.toString()).hasLineCount(3);
    }

    @Test
    void knowsItsBestEpochTheEarlierOfEqualOnes() {
        assertThat(history.best(Monitor.VAL_LOSS)).contains(history.epochs().get(1));
        assertThat(history.best(Monitor.ACCURACY)).contains(history.epochs().get(2));
        assertThat(History.empty().best(Monitor.VAL_LOSS)).isEmpty();
    }

    @Test
    void knowsTheMostThatAFigureRises() {
        assertThat(history.largestRise(Monitor.VAL_ACCURACY)).isCloseTo(0.7093, within(1e-12));
        assertThat(history.largestRise(Monitor.LOSS)).isZero();
        assertThat(History.empty().largestRise(Monitor.VAL_LOSS)).isNaN();
    }

    @Test
    void isATable() {
        assertThat(history.table().columnNames())
                .containsExactly(
                        "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "seconds", "images_per_second");
        assertThat(history.table().doubleColumn("val_accuracy").asList()).containsExactly(0.0407, 0.75, 0.5462);
    }

    @Test
    void survivesBeingSaved() throws IOException {
        Path file = folder.resolve("models/history.json");
        history.save(file);

        assertThat(History.load(file)).isEqualTo(history);
    }

    @Test
    void anotherFileIsRefusedWithASentence() throws IOException {
        Path file = Files.writeString(folder.resolve("history.json"), "{\"epochs\": [{\"epoch\": 1, \"lo");

        assertThatThrownBy(() -> History.load(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + " is damaged or not a training history: delete it and train again.");
    }
}
