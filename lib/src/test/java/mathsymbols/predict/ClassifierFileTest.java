package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.nn.TransferHead;
import mathsymbols.nn.Vgg19;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierFileTest {
    @TempDir
    static Path folder;

    private static Path sound;
    private static Prediction expected;
    private static Map<String, byte[]> entries;

    @BeforeAll
    static void saveAClassifier() throws IOException {
        sound = folder.resolve("classifier.zip");
        Provenance provenance = Provenance.now(
                "tiny",
                new Provenance.Source("d".repeat(64), false),
                1001,
                new Provenance.Source("b".repeat(64), false),
                0.977);
        try (SymbolClassifier classifier = new SymbolClassifier(
                Vgg19.random(3), TransferHead.build(Vgg19.SHAPE, 3, 4), List.of("add", "div", "x"), provenance)) {
            expected = classifier.predict(cross());
            classifier.save(sound);
        }
        entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(sound.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
    }

    @Test
    void aBaseThatTheFileCannotNameIsRefusedBeforeAnythingIsWritten() {
        Provenance.Source source = new Provenance.Source("d".repeat(64), false);
        try (Vgg19 vgg19 = Vgg19.random(3);
                SymbolClassifier other = new SymbolClassifier(
                        vgg19.withPreprocessing("negative", rgb -> rgb.rsub(1)),
                        TransferHead.build(Vgg19.SHAPE, 3, 4),
                        List.of("add", "div", "x"),
                        Provenance.now("tiny", source, 1001, source, 0.9))) {
            Path file = folder.resolve("other.zip");
            assertThatThrownBy(() -> other.save(file))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("can hold the base vgg19 as it is");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void whatWasSavedComesBackToTheLastBit() throws IOException {
        try (SymbolClassifier loaded = SymbolClassifier.load(sound)) {
            assertThat(loaded.predict(cross())).isEqualTo(expected);
            assertThat(loaded.labels()).containsExactly("add", "div", "x");
            assertThat(loaded.provenance().testAccuracy()).isEqualTo(0.977);
            assertThat(loaded.provenance().warning())
                    .contains("This model was trained on generated images and random weights:"
                            + " its answers mean nothing about real handwriting.");
            assertThat(loaded.provenance().versions()).containsEntry("deeplearning4j", "1.0.0-M2.1");
            Path again = folder.resolve("again.zip");
            loaded.save(again);
            assertThat(again).hasSameBinaryContentAs(sound);
        }
    }

    /** Which knew no rejection. */
    @Test
    void aFileOfTheFirstVersionIsStillRead() {
        Path first = changed(all -> {
            String json = new String(all.get("manifest.json"));
            assertThat(json).contains("\"rejection\" : null");
            all.put(
                    "manifest.json",
                    json.replaceFirst("\"version\" : 3", "\"version\" : 1")
                            .replaceFirst(",\\s*\"rejection\" : null", "")
                            .getBytes());
        });
        try (SymbolClassifier loaded = SymbolClassifier.load(first)) {
            assertThat(loaded.predict(cross())).isEqualTo(expected);
            assertThat(loaded.rejection()).isEmpty();
        }
    }

    @Test
    void aMissingFileIsNamedWithItsRemedy() {
        assertThatThrownBy(() -> SymbolClassifier.load(folder.resolve("none.zip")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.zip is missing: run the notebook that saves it");
    }

    @Test
    void aForeignClassInTheManifestIsRefused() {
        assertRefused(manifest("\"version\"", "\"@class\" : \"javax.swing.JEditorPane\", \"version\""), "manifest");
        assertRefused(manifest("\"labels\" : [", "\"labels\" : [ [\"javax.swing.JEditorPane\", {}], "), "manifest");
        assertRefused(manifest("\"versions\" : {", "\"versions\" : { \"@class\" : {},"), "manifest");
    }

    @Test
    void anotherVersionNetworkOrPreprocessingIsRefused() {
        assertRefused(manifest("\"version\" : 3", "\"version\" : 4"), "is of format version 4");
        assertRefused(manifest("vgg19-softmax", "vgg16-softmax"), "network that this program does not know");
        assertRefused(manifest("vgg19-softmax", "vgg19"), "network that this program does not know");
        assertRefused(manifest("1.0.0-M2.1", "\\u001b[2J"), "does not say properly where it comes from");
        assertRefused(manifest("1.0.0-M2.1", "9".repeat(200_000)), "does not say properly where it comes from");
        assertRefused(manifest("\"tiny\"", "\"gpj.\\u202efdp\""), "does not say properly where it comes from");
        assertRefused(manifest("RGB", "BGR"), "preprocessing that this program does not know");
    }

    @Test
    void aBrokenManifestIsRefused() {
        assertRefused(manifest("\"version\" : 3,", ""), "format version");
        assertRefused(manifest("\"network\"", "\"version\" : 1, \"network\""), "manifest");
        assertRefused(manifest("\"network\" : \"vgg19-softmax\",", ""), "manifest");
        assertRefused(manifest("\"labels\"", "nonsense"), "manifest");
        assertRefused(
                changed(all -> all.put("manifest.json", "[".repeat(100_000).getBytes())), "manifest");
        assertRefused(changed(all -> all.put("manifest.json", new byte[10_000_000])), "too much in manifest.json");
        assertRefused(changed(all -> all.remove("manifest.json")), "lacks manifest.json");
    }

    @Test
    void unfitClassNamesAreRefused() {
        assertRefused(manifest("\"div\"", "\"add\""), "name its classes");
        assertRefused(manifest("\"div\"", "\"\\u001b[2J\""), "name its classes");
        assertRefused(manifest("\"div\"", "null"), "name its classes");
        assertRefused(manifest("\"div\"", "\"" + "d".repeat(101) + "\""), "name its classes");
        assertRefused(manifest("\"div\"", "\"1\"" + ", \"n\"".repeat(3000)), "name its classes");
        assertRefused(manifest("\"div\"", "\"div\", \"y\""), "does not hold softmax.weights [25088, 4]");
    }

    @Test
    void arraysOfAnotherShapeOrNumberAreRefused() {
        assertRefused(manifest("[ 64, 3, 3, 3 ]", "[ 64, 9, 3 ]"), "does not hold block1_conv1.weights");
        assertRefused(manifest("[ 64, 3, 3, 3 ]", "[ 9223372036854775807, 3, 3, 3 ]"), "does not hold");
        assertRefused(manifest("\"name\" : \"block1_conv1.bias\"", "\"name\" : \"b\""), "does not hold");
        String first =
                new String(entries.get("manifest.json")).replaceFirst("(?s).*\"arrays\" : \\[ (\\{.*?\\}).*", "$1");
        assertRefused(manifest(first, "null"), "does not hold");
        assertRefused(manifest("\"arrays\" : [ {", "\"arrays\" : [ {}, {"), "manifest");
    }

    @Test
    void changedAndSwappedNumbersAreRefused() {
        assertRefused(
                changed(all -> {
                    byte[] first = all.get("block3_conv2.weights.f32");
                    all.put("block3_conv2.weights.f32", all.get("block3_conv3.weights.f32"));
                    all.put("block3_conv3.weights.f32", first);
                }),
                "other numbers in block3_conv2.weights");
        assertRefused(changed(all -> all.get("softmax.bias.f32")[0]++), "other numbers in softmax.bias");
        assertRefused(changed(all -> all.put("softmax.bias.f32", new byte[11])), "other numbers in softmax.bias");
        assertRefused(changed(all -> all.remove("softmax.bias.f32")), "does not hold the arrays");
    }

    @Test
    void infinityIsNoWeight() {
        byte[] infinite = {0, 0, (byte) 0x80, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0};
        Path file = changed(all -> {
            String was = Hashes.sha256(all.get("softmax.bias.f32"));
            all.put("softmax.bias.f32", infinite);
            String json = new String(all.get("manifest.json"));
            all.put("manifest.json", json.replace(was, Hashes.sha256(infinite)).getBytes());
        });
        assertRefused(file, "not a finite number");
    }

    @Test
    void aZipBombIsLeftUnexploded() {
        assertRefused(
                changed(all -> all.put("block1_conv1.bias.f32", new byte[300_000_000])),
                "too much in block1_conv1.bias");
    }

    @Test
    void entriesThatClimbOutOfTheArchiveAreRefusedAndWrittenNowhere() {
        assertRefused(changed(all -> all.put("../../escaped.txt", new byte[1])), "does not hold the arrays");
        assertThat(folder.getParent().getParent().resolve("escaped.txt")).doesNotExist();
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
        for (long length : new long[] {0, 1, 1000, Files.size(sound) / 2, Files.size(sound) - 1}) {
            Path cut = folder.resolve("cut.zip");
            Files.copy(sound, cut, StandardCopyOption.REPLACE_EXISTING);
            try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
                file.setLength(length);
            }
            assertRefused(cut, "is damaged, cut off or not a classifier");
        }
    }

    @Test
    void aFileOfAnAbsurdSizeIsNotEvenOpened() throws IOException {
        Path large = folder.resolve("large.zip");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(300_000_000);
        }
        assertRefused(large, "larger than any classifier");
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> SymbolClassifier.load(file).close())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(why)
                .hasMessageEndingWith("or take a sound copy.");
    }

    private static Path manifest(String old, String replacement) {
        String json = new String(entries.get("manifest.json"));
        assertThat(json).contains(old);
        String changed = json.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement));
        return changed(all -> all.put("manifest.json", changed.getBytes()));
    }

    private static Path changed(Consumer<Map<String, byte[]>> change) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        entries.forEach((name, bytes) -> all.put(name, bytes.clone()));
        change.accept(all);
        Path file = folder.resolve("hostile.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var content : all.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                if (content.getValue().length < 100_000_000) {
                    store(entry, content.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void store(ZipEntry entry, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
    }

    private static BufferedImage cross() {
        BufferedImage image = new BufferedImage(100, 80, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 100, 80);
        graphics.setColor(Color.BLACK);
        graphics.drawLine(20, 20, 80, 60);
        graphics.drawLine(20, 60, 80, 20);
        return image;
    }
}
