package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
    @TempDir
    Path folder;

    @Test
    void classesAndImagesAreSortedAndEverythingElseIsPassedOver() throws IOException {
        Path zip = TestImages.zip(
                folder.resolve("a.zip"),
                Map.of(
                        "dataset/sub/b.png", TestImages.png(1),
                        "dataset/sub/B.JPG", TestImages.jpeg(2),
                        "dataset/9/.directory", new byte[3],
                        "dataset/9/.hidden.png", new byte[3],
                        "dataset/9/notes.txt", new byte[3],
                        "dataset/9/1.png", TestImages.png(3),
                        "__MACOSX/dataset/9/2.png", new byte[3],
                        "dataset/9/deeper/3.png", new byte[3]));

        try (Dataset dataset = Dataset.open(zip)) {
            assertThat(dataset.classes()).containsExactly("9", "sub");
            assertThat(dataset.images())
                    .extracting(ImageRef::toString)
                    .containsExactly("9/1.png", "sub/B.JPG", "sub/b.png");
            assertThat(dataset.read(new ImageRef("9", "1.png"))).isEqualTo(TestImages.png(3));
            assertThat(dataset.isSample()).isFalse();
        }
    }

    @Test
    void aFolderAndAnArchiveOfTheSameImagesHaveTheSameFingerprint() throws IOException {
        Path plain = TestImages.folder(folder.resolve("plain"), 3, "add", "sub");
        Path nested = TestImages.folder(folder.resolve("nested/dataset"), 3, "add", "sub");
        Map<String, byte[]> files = new TreeMap<>();
        for (String label : new String[] {"add", "sub"}) {
            for (int i = 0; i < 3; i++) {
                String file = label + "/" + i + ".png";
                files.put("dataset/" + file, Files.readAllBytes(plain.resolve(file)));
            }
        }
        Path zip = TestImages.zip(folder.resolve("a.zip"), files);

        String fingerprint = fingerprint(plain);

        assertThat(fingerprint).hasSize(64);
        assertThat(fingerprint(nested.getParent())).isEqualTo(fingerprint);
        assertThat(fingerprint(zip)).isEqualTo(fingerprint);
        Files.write(plain.resolve("add/0.png"), TestImages.png(77));
        assertThat(fingerprint(plain)).isNotEqualTo(fingerprint);
    }

    private static String fingerprint(Path source) {
        try (Dataset dataset = Dataset.open(source)) {
            return dataset.sha256();
        }
    }

    @Test
    void aPathThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Dataset.open(folder.resolve("none.zip")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.zip")
                .hasMessageContaining("check the path");
    }

    @Test
    void aFolderWithoutClassFoldersIsNamed() throws IOException {
        Files.write(folder.resolve("1.png"), TestImages.png(1));

        assertThatThrownBy(() -> Dataset.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("<class>/<image>");
    }

    @Test
    void aFileThatIsNoArchiveIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("login.zip"), "<html>please log in</html>");

        assertThatThrownBy(() -> Dataset.open(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("login.zip is not a whole zip archive");
    }

    @Test
    void anArchiveThatPointsOutsideOfItselfIsRefused() throws IOException {
        for (String name : new String[] {"../../add/1.png", "dataset/../../1.png", "/add/1.png", "..\\add\\1.png"}) {
            Path zip = TestImages.zip(folder.resolve("evil.zip"), Map.of(name, TestImages.png(1)));

            assertThatThrownBy(() -> Dataset.open(zip))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("evil.zip")
                    .hasMessageContaining(name)
                    .hasMessageContaining("outside");
        }
    }

    @Test
    void anArchiveThatExpandsAbsurdlyIsRefused() throws IOException {
        Path bomb = TestImages.zip(folder.resolve("bomb.zip"), Map.of("add/1.png", new byte[20_000_000]));

        assertThatThrownBy(() -> Dataset.open(bomb))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("bomb.zip would expand absurdly");
    }

    @Test
    void anImageDamagedInsideItsArchiveIsNamed() throws IOException {
        byte[] image = TestImages.png(1);
        Map<String, byte[]> files = new TreeMap<>(Map.of("add/1.png", image, "sub/1.png", image));
        Path zip = TestImages.zip(folder.resolve("a.zip"), files);
        byte[] bytes = Files.readAllBytes(zip);
        int data = 30 + "add/1.png".length();
        bytes[data + 10] ^= 0x55;
        bytes[data + 20] ^= 0x55;
        Files.write(zip, bytes);

        try (Dataset dataset = Dataset.open(zip)) {
            assertThatThrownBy(() -> dataset.read(new ImageRef("add", "1.png")))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("add/1.png")
                    .hasMessageContaining("a.zip");
            assertThat(dataset.sha256()).as("fingerprint of what remains").hasSize(64);
        }
    }

    @Test
    void anImageThatIsNotThereIsNamed() throws IOException {
        try (Dataset dataset = Dataset.open(TestImages.folder(folder, 1, "add", "sub"))) {
            assertThatThrownBy(() -> dataset.read(new ImageRef("add", "7.png")))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("add/7.png");
        }
    }
}
