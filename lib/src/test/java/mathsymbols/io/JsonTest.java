package mathsymbols.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    /** What a test reads. */
    public record Thing(String name, int size, List<Double> values) {
        public Thing {
            if (size < 0) {
                throw new IllegalArgumentException("size");
            }
            values = List.copyOf(values);
        }
    }

    @TempDir
    Path folder;

    @Test
    void aRecordComesBack() throws IOException {
        assertThat(read("{\"name\": \"a\", \"size\": 1, \"values\": [0.5, \"NaN\"]}"))
                .isEqualTo(new Thing("a", 1, List.of(0.5, Double.NaN)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "not json",
                "{}",
                "{\"name\": \"a\", \"size\": 1}",
                "{\"name\": \"a\", \"values\": []}",
                "{\"size\": 1, \"values\": []}",
                "{\"name\": null, \"size\": 1, \"values\": []}",
                "{\"name\": \"a\", \"size\": null, \"values\": []}",
                "{\"name\": \"a\", \"size\": \"many\", \"values\": []}",
                "{\"name\": \"a\", \"size\": 99999999999, \"values\": []}",
                "{\"name\": \"a\", \"size\": -1, \"values\": []}",
                "{\"name\": \"a\", \"size\": 1, \"values\": [null]}",
                "{\"name\": \"a\", \"size\": 1, \"values\": [0.5",
                "{\"name\": \"a\", \"size\": 1, \"values\": []} and more",
                "{\"name\": \"a\", \"size\": 1, \"size\": 2, \"values\": []}",
                "{\"name\": \"a\", \"size\": 1, \"values\": [], \"@class\": \"java.lang.Runtime\"}",
                "[\"java.lang.Runtime\", {}]"
            })
    void whatIsNoSuchRecordIsOneSentence(String json) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> read(json))
                .withMessage(folder.resolve("thing.json") + " is damaged or not a thing: delete it.");
    }

    @Test
    void whatIsNestedWithoutEndIsOneSentence() {
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> read("[".repeat(1_000_000)));
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> read("{\"name\":".repeat(1_000_000)));
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Json.read(folder.resolve("none.json"), Thing.class, "a thing", "delete it"))
                .withMessageContaining("none.json is not there");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Json.read(folder, Thing.class, "a thing", "delete it"))
                .withMessageContaining(folder + " cannot be read (");
    }

    @Test
    void aFileOfHundredsOfMegabytesIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("thing.json");
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength(3_000_000_000L);
        }
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Json.read(file, Thing.class, "a thing", "delete it"))
                .withMessageContaining("is too large for a thing: delete it.");
    }

    private Thing read(String json) throws IOException {
        return Json.read(Files.writeString(folder.resolve("thing.json"), json), Thing.class, "a thing", "delete it");
    }
}
