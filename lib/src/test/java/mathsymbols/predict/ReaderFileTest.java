package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader's file, from friends and from strangers. */
class ReaderFileTest {
    private static final BufferedImage DRAWING = Sample.drawings(1).get("x");

    private static final String CLUSTERS = "{\"classes\":[{\"mean\":[1,2,3],\"whitening\":[[1],[0,1],[0,0,1]]}],"
            + "\"paper\":{\"mean\":[9,9,9],\"whitening\":[[1],[0,1],[0,0,1]]}}";

    @TempDir
    static Path folder;

    private static Path sound;
    private static Prediction expected;
    private static Map<String, byte[]> entries;

    @BeforeAll
    static void saveAReader() throws IOException {
        sound = folder.resolve("reader.zip");
        try (SymbolClassifier classifier = TinyReader.random(2, List.of("add", "div", "x"))) {
            SymbolClassifier rejecting = classifier.rejecting(new Rejection(Confidence.ENERGY, 1.5));
            expected = rejecting.predict(DRAWING);
            rejecting.save(sound);
        }
        entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(sound.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
    }

    @Test
    void whatWasSavedComesBackToTheLastBit() throws IOException {
        try (SymbolClassifier loaded = SymbolClassifier.load(sound)) {
            assertThat(loaded.predict(DRAWING)).isEqualTo(expected);
            assertThat(loaded.rejection()).contains(new Rejection(Confidence.ENERGY, 1.5));
            assertThat(loaded.kind()).isEqualTo("the reader");
            assertThat(loaded.provenance().baseWeights()).isEmpty();
            Path again = folder.resolve("again.zip");
            loaded.save(again);
            assertThat(again).hasSameBinaryContentAs(sound);
        }
        assertThat(Files.size(sound)).isLessThan(500_000);
    }

    @Test
    void itNamesItsArraysAndNoClass() {
        assertThat(entries.keySet())
                .contains("conv1a.W.f32", "norm1a.gamma.f32", "norm4.var.f32", "predictions.b.f32")
                .hasSize(1 + 7 * 5 + 2);
        assertThat(new String(entries.get("manifest.json"))).doesNotContain("class", "deeplearning4j.nn", "java.");
    }

    @Test
    void whatItDoesNotKnowIsRefused() throws IOException {
        assertRefused(manifest(json -> json.replace("\"reader\"", "\"reader2\"")), "network that this program");
        assertRefused(manifest(json -> json.replace("\"reader\"", "\"vgg19-softmax\"")), "network that this program");
        assertRefused(manifest(json -> json.replace("ENERGY", "java.lang.Runtime")), "manifest");
        assertRefused(
                manifest(json -> json.replace("\"threshold\" : 1.5", "\"threshold\" : \"NaN\"")), "knows nothing");
        assertRefused(manifest(json -> json.replace("\"threshold\" : 1.5", "\"threshold\" : null")), "manifest");
        assertRefused(manifest(json -> json.replace("paper 0, ink 1", "paper 1, ink 0")), "preprocessing");
        assertRefused(manifest(json -> json.replaceFirst("16, 1, 3, 3", "16, 3, 1, 3")), "does not hold conv1a.W");
        assertRefused(manifest(json -> json.replace("\"x\"", "\"x\", \"y\"")), "does not hold predictions.W");
    }

    @Test
    void aFileOfTheSecondVersionIsStillRead() throws IOException {
        Path second = manifest(json -> json.replace("\"version\" : 3", "\"version\" : 2"));
        try (SymbolClassifier loaded = SymbolClassifier.load(second)) {
            assertThat(loaded.rejection()).contains(new Rejection(Confidence.ENERGY, 1.5));
        }
    }

    @Test
    void clustersComeBackAndDamagedOnesAreRefused() throws IOException {
        Path file = manifest(json -> json.replace("\"ENERGY\"", CLUSTERS));
        try (SymbolClassifier loaded = SymbolClassifier.load(file)) {
            Rejection rule = loaded.rejection().orElseThrow();
            assertThat(rule.score().of(new float[] {1, 2, 4})).isEqualTo(-1);
            Path again = folder.resolve("again.zip");
            loaded.save(again);
            try (SymbolClassifier reloaded = SymbolClassifier.load(again)) {
                assertThat(reloaded.rejection().orElseThrow().score().of(new float[] {1, 2, 4}))
                        .isEqualTo(-1);
            }
        }
        assertRefused(damaged("[1,2,3],", "[1,2],"), "knows nothing");
        assertRefused(damaged("[1,2,3],", "[1,2,\"NaN\"],"), "knows nothing");
        assertRefused(damaged("[1,2,3],", "null,"), "manifest");
        assertRefused(damaged("[0,0,1]", "[0,0,1,0]"), "knows nothing");
        assertRefused(damaged("[0,0,1]", "null"), "knows nothing");
        assertRefused(damaged("\"classes\":[", "\"classes\":[null,"), "manifest");
        assertRefused(damaged("\"paper\"", "\"@class\""), "manifest");
    }

    private static Path damaged(String part, String damage) throws IOException {
        return manifest(json -> json.replace("\"ENERGY\"", CLUSTERS.replaceFirst(Pattern.quote(part), damage)));
    }

    /** One byte of the manifest or of a zip's own lists is changed at a time: the file is read as it was, or refused. */
    @Test
    void noChangedByteDoesHarm() throws IOException {
        byte[] bytes = Files.readAllBytes(sound);
        int manifest = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("conv1a.W.f32");
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            byte[] changed = bytes.clone();
            int at = i % 2 == 0 ? random.nextInt(manifest) : bytes.length - 1 - random.nextInt(3000);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("changed.zip"), changed);
            try (SymbolClassifier loaded = SymbolClassifier.load(file)) {
                assertThat(loaded.predict(DRAWING).candidates()).hasSize(3);
            } catch (InputException refused) {
                assertThat(refused).hasMessageStartingWith(file.toString());
            }
        }
    }

    @Test
    void numbersThatWereNotSavedAreRefused() throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>(entries);
        byte[] infinite = all.get("norm1a.var.f32").clone();
        infinite[2] = (byte) 0x80;
        infinite[3] = 0x7f;
        all.put("norm1a.var.f32", infinite);
        assertRefused(write(all), "other numbers in norm1a.var");
        String json = new String(all.get("manifest.json"));
        all.put(
                "manifest.json",
                json.replace(Hashes.sha256(entries.get("norm1a.var.f32")), Hashes.sha256(infinite))
                        .getBytes());
        assertRefused(write(all), "not a finite number");
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> SymbolClassifier.load(file).close())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(why);
    }

    private static Path manifest(UnaryOperator<String> change) throws IOException {
        String json = new String(entries.get("manifest.json"));
        String changed = change.apply(json);
        assertThat(changed).isNotEqualTo(json);
        Map<String, byte[]> all = new LinkedHashMap<>(entries);
        all.put("manifest.json", changed.getBytes());
        return write(all);
    }

    private static Path write(Map<String, byte[]> all) throws IOException {
        Path file = folder.resolve("hostile.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var content : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(content.getKey()));
                zip.write(content.getValue());
            }
        }
        return file;
    }
}
