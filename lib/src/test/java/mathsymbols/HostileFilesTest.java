package mathsymbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mathsymbols.eval.Predictions;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import mathsymbols.io.RowFile;
import mathsymbols.io.RowLayout;
import mathsymbols.nn.FeatureShape;
import mathsymbols.nn.TransferHead;
import mathsymbols.nn.Vgg19;
import mathsymbols.predict.SymbolClassifier;
import mathsymbols.train.History;
import mathsymbols.train.Weights;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that try to have code run, handed to every reader of files that a stranger may have sent. */
class HostileFilesTest {
    private static boolean ran;

    /** Notes that it was made from a file or by its name. */
    public static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;

        public Gadget() {
            ran = true;
        }

        private void readObject(ObjectInputStream in) {
            ran = true;
        }
    }

    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Reader {
        void read(Path file) throws IOException;
    }

    @Test
    void noReaderRunsWhatAFileNames() throws IOException {
        List<Reader> readers = List.of(
                Predictions::load, History::load, Vgg19::load, SymbolClassifier::load, HostileFilesTest::weights);
        for (Path file : hostile().toList()) {
            ran = false;
            for (Reader reader : readers) {
                assertThatExceptionOfType(InputException.class)
                        .isThrownBy(() -> reader.read(file))
                        .withMessageContaining(file.getFileName().toString());
            }
            RowFile.open(file, new RowLayout("key", 10, 3), missing -> missing.put(missing.block(0)), Progress.NONE);
            assertThat(ran).as(file.toString()).isFalse();
        }
    }

    private static void weights(Path file) throws IOException {
        MultiLayerNetwork head = TransferHead.build(new FeatureShape(1, 1, 4), 2, 1);
        try {
            Weights.load(head, file);
        } finally {
            head.close();
        }
    }

    private Stream<Path> hostile() throws IOException {
        ByteArrayOutputStream serialized = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
            out.writeObject(new Gadget());
        }
        String name = Gadget.class.getName();
        return Stream.of(
                Files.write(folder.resolve("serialized"), serialized.toByteArray()),
                json("wrapper-array", "[\"" + name + "\", {}]"),
                json("class-property", "{\"@class\": \"" + name + "\"}"),
                json("component", "{\"epochs\": [[\"" + name + "\", {}]], \"@class\": \"" + name + "\"}"),
                json("yaml", "!!" + name + " {}"),
                model(serialized.toByteArray(), "{\"confs\": [{\"layer\": {\"@class\": \"" + name + "\"}}]}"));
    }

    private Path json(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), text);
    }

    /** As Deeplearning4j's own model file, which is read by deserialisation and by class names. */
    private Path model(byte[] serialized, String configuration) throws IOException {
        Path file = folder.resolve("model.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("configuration.json", "manifest.json")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(configuration.getBytes(StandardCharsets.UTF_8));
            }
            for (String name : List.of("preprocessor.bin", "coefficients.bin", "updaterState.bin", "normalizer.bin")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(serialized);
            }
        }
        return file;
    }
}
