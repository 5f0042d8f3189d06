package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            files.put("add/" + i + ".png", new byte[9]);
        }
        Path bomb = TestImages.zip(folder.resolve("bomb.zip"), files);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(bomb)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 46 < bytes.limit(); at++) {
            if (bytes.getInt(at) == 0x02014b50) { // an entry of the directory claims 60 MB
                bytes.putInt(at + 24, 60_000_000);
            }
        }
        Files.write(bomb, bytes.array());

        assertThatThrownBy(() -> Dataset.open(bomb))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("bomb.zip would expand absurdly");
    }

    @Test
    void drawingsThatCompressVeryWellAreNoBomb() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("movie.bin", new byte[70_000_000]);
        for (String label : List.of("add", "sub")) {
            files.put(label + "/1.bmp", new byte[2_000_000]);
        }

        try (Dataset dataset = Dataset.open(TestImages.zip(folder.resolve("bmp.zip"), files))) {
            assertThat(dataset.images()).hasSize(2);
            assertThat(dataset.read(dataset.images().get(0))).hasSize(2_000_000);
        }
    }

    @Test
    void imagesAreKnownByTheirContentAndTheRestIsCountedAndNamed() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        byte[] png = TestImages.png(1);
        for (String name : List.of("a.webp", "b.gif", "c.jfif", "d.tif", "e.PNG")) {
            files.put(name.charAt(0) + "/" + name, png);
        }
        files.put("f/without-ending", png);
        files.put("f/x.heic", "\0\0\0 ftypheic".getBytes(StandardCharsets.US_ASCII));
        files.put("f/notes.txt", new byte[3]);
        files.put("f/list.csv", new byte[0]);
        files.put("top.png", png);
        files.put("f/new\nline.png", png);
        files.put(".thumbnails/t.png", png);
        files.put("@eaDir/t.png", png);
        files.put("f/.ipynb_checkpoints/t.png", png);

        List<String> expected = List.of(
                "Left out: 1 file or folder (a HEIC image, which is not read: f/x.heic).",
                "Left out: 1 file or folder (a name with unprintable characters: f/new\\u000aline.png).",
                "Left out: 2 files or folders (no image: f/list.csv, f/notes.txt).",
                "Left out: 1 file or folder (not in a class's folder: top.png).");
        try (Dataset dataset = Dataset.open(TestImages.zip(folder.resolve("a.zip"), files))) {
            assertThat(dataset.classes()).containsExactly("a", "b", "c", "d", "e", "f");
            assertThat(dataset.images("f")).extracting(ImageRef::file).containsExactly("without-ending");
            assertThat(dataset.leftOut())
                    .containsAll(expected)
                    .contains("Left out: 3 files or folders (hidden, or the system's own: .thumbnails/t.png,"
                            + " @eaDir/t.png, f/.ipynb_checkpoints/t.png).");
        }
        for (var file : files.entrySet()) {
            Path path = folder.resolve("plain").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        try (Dataset dataset = Dataset.open(folder.resolve("plain"))) {
            assertThat(dataset.classes()).containsExactly("a", "b", "c", "d", "e", "f");
            assertThat(dataset.leftOut())
                    .containsAll(expected)
                    .contains("Left out: 3 files or folders (hidden, or the system's own: .thumbnails, @eaDir,"
                            + " f/.ipynb_checkpoints).");
        }
    }

    @Test
    void aFolderOfImagesAloneLeavesNothingOut() throws IOException {
        try (Dataset dataset = Dataset.open(TestImages.folder(folder, 1, "add", "sub"))) {
            assertThat(dataset.leftOut()).isEmpty();
        }
    }

    @Test
    void badEntriesAreNamedAndTheOthersRead() throws IOException {
        TestImages.folder(folder, 2, "add", "sub");
        Files.createSymbolicLink(folder.resolve("add/self"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("sub/gone.png"), Path.of("nowhere.png"));
        Files.createDirectories(folder.resolve("lost+found/x"));

        try (Dataset dataset = Dataset.open(folder)) {
            assertThat(dataset.images()).hasSize(4);
            assertThat(dataset.leftOut())
                    .containsExactlyInAnyOrder(
                            "Left out: 1 file or folder (a link to a folder it lies in: add/self).",
                            "Left out: 1 file or folder (a link to nowhere: sub/gone.png).",
                            "Left out: 1 file or folder (hidden, or the system's own: lost+found).");
        }
    }

    @Test
    void oneClassAloneIsSaid() throws IOException {
        assertThatThrownBy(() -> Dataset.open(TestImages.folder(folder, 2, "add")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has images of one class only (add)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tab\tname", "line\nname", "\u202eturned", " ", "\u001b[2J"})
    void aClassOfABadNameIsRefusedAtOnce(String name) throws IOException {
        Path zip = TestImages.zip(
                folder.resolve("a.zip"), Map.of(name + "/1.png", TestImages.png(1), "sub/1.png", TestImages.png(1)));

        assertThatThrownBy(() -> Dataset.open(zip))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.zip needs a name of 1 to 100 printable characters: rename its folder.")
                .hasMessageNotContaining("\t")
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void longNamesAndJoinersAndOtherAlphabetsAreFine() throws IOException {
        List<String> names = List.of(
                "greater_than_or_equal_to_but_not_much_more",
                "family \u200d joined",
                "\u03c0",
                "\ud835\udf0b",
                "\u8db3",
                "#",
                "@",
                "$",
                "\\alpha");
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : names) {
            files.put(name + "/1.png", TestImages.png(1));
        }
        try (Dataset dataset = Dataset.open(TestImages.zip(folder.resolve("a.zip"), files))) {
            assertThat(dataset.classes()).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void backslashesSeparateWhereNothingElseDoes() throws IOException {
        Path zip = TestImages.zip(
                folder.resolve("a.zip"),
                Map.of(
                        "add\\1.png",
                        TestImages.png(1),
                        "dataset\\sub\\1.png",
                        TestImages.png(1),
                        "sub\\2.png",
                        new byte[1]));
        Path plain = TestImages.zip(
                folder.resolve("b.zip"), Map.of("add\\1.png", TestImages.png(1), "sub\\2.png", TestImages.png(1)));

        assertThatThrownBy(() -> Dataset.open(zip)).hasMessageContaining("one class only (sub)");
        try (Dataset dataset = Dataset.open(plain)) {
            assertThat(dataset.images()).extracting(ImageRef::toString).containsExactly("add/1.png", "sub/2.png");
            assertThat(dataset.read(dataset.images().get(0))).isEqualTo(TestImages.png(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IBM437, plus \u00b1 minus, L\u00e9\u00e4me",
        "windows-31j, \u8db3\u3057\u7b97, \u8868",
        "GBK, \u52a0\u53f7, \u4e58"
    })
    void namesInOldCharactersAreRead(String charset, String first, String second) throws IOException {
        Path zip = folder.resolve("old.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), Charset.forName(charset))) {
            for (String label : List.of(first, second)) {
                out.putNextEntry(new ZipEntry(label + "/1.png"));
                out.write(TestImages.png(1));
            }
        }

        try (Dataset dataset = Dataset.open(zip)) {
            assertThat(dataset.classes()).containsExactlyInAnyOrder(first, second);
            assertThat(dataset.read(new ImageRef(first, "1.png"))).isEqualTo(TestImages.png(1));
            assertThat(dataset.leftOut())
                    .containsExactly("The names in " + zip + " are not in UTF-8 and were read as " + charset
                            + ": pack it anew if they look wrong.");
        }
    }

    @Test
    void anotherKindOfArchiveIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("a.7z"), new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c});

        assertThatThrownBy(() -> Dataset.open(file))
                .hasMessageContaining("a.7z is a 7-Zip archive, which is not read: unpack it and give the folder.");
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
