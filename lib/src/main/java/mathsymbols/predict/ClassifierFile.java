package mathsymbols.predict;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.nn.TransferHead;
import mathsymbols.nn.Vgg19;

/**
 * The one file of a classifier: a zip archive of {@code manifest.json} and one entry of raw numbers for each parameter
 * array. It is meant to be loaded from people one does not know: nothing in it is code or names any, the architecture is
 * this program's own, and so every entry's name and size is known before it is read.
 */
final class ClassifierFile {
    private static final String MANIFEST = "manifest.json";
    /** A thousand names of a hundred characters, 4 bytes each, and the rest. */
    private static final int LONGEST_MANIFEST = 512 * 1024;
    /** VGG19 takes 80 MB and a softmax layer of 1,000 classes another 100 MB. */
    private static final long LARGEST = 200_000_000;

    private static final LocalDateTime ALWAYS_THE_SAME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ClassifierFile() {}

    static void save(SymbolClassifier classifier, Path file) throws IOException {
        ClassifierNetwork network = classifier.network();
        String name = network.name();
        List<NamedArray> parameters = network.parameters();
        List<Manifest.Array> arrays = new ArrayList<>();
        for (NamedArray parameter : parameters) {
            arrays.add(new Manifest.Array(parameter.name(), parameter.shape(), Hashes.sha256(parameter.bytes())));
        }
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                name,
                classifier.labels(),
                network.input(),
                arrays,
                classifier.provenance(),
                classifier.rejection());
        AtomicFile.write(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                add(zip, MANIFEST, manifest.json());
                for (NamedArray parameter : parameters) {
                    add(zip, entryName(parameter), parameter.bytes());
                }
            }
        });
    }

    /** Stores rather than compresses: float32 weights hardly shrink, and loading is faster. */
    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ALWAYS_THE_SAME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    static SymbolClassifier load(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    file + " is missing: run the notebook that saves it (05_predict_your_own with VGG19,"
                            + " 07_beyond_the_report with the reader), or name another file.");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw refuse(file, "is larger than any classifier can be");
            }
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return load(zip, file);
            }
        } catch (IOException e) {
            throw refuse(file, "is damaged, cut off or not a classifier");
        }
    }

    private static SymbolClassifier load(ZipFile zip, Path file) throws IOException {
        Manifest manifest = Manifest.parse(read(zip, MANIFEST, LONGEST_MANIFEST, file), file);
        ClassifierNetwork network = blank(manifest, file);
        try {
            if (!manifest.input().equals(network.input())) {
                throw refuse(file, "wants a preprocessing that this program does not know");
            }
            fill(zip, manifest, network.parameters(), file);
            return new SymbolClassifier(network, manifest.labels(), manifest.provenance(), manifest.rejection());
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** The network that a manifest names, its arrays still to be filled. */
    private static ClassifierNetwork blank(Manifest manifest, Path file) {
        int classes = manifest.labels().size();
        Optional<Provenance.Source> base = manifest.provenance().baseWeights();
        if (manifest.network().equals(TransferNetwork.VGG19) && base.isPresent()) {
            return new TransferNetwork(Vgg19.blank(base.get().sha256()), TransferHead.build(Vgg19.SHAPE, classes, 0));
        }
        if (manifest.network().equals(ReaderNetwork.NAME) && base.isEmpty()) {
            return ReaderNetwork.blank(classes);
        }
        throw refuse(file, "holds a network that this program does not know");
    }

    private static void fill(ZipFile zip, Manifest manifest, List<NamedArray> parameters, Path file) {
        if (manifest.arrays().size() != parameters.size() || zip.size() != parameters.size() + 1) {
            throw refuse(file, "does not hold the arrays of its network");
        }
        for (int i = 0; i < parameters.size(); i++) {
            NamedArray parameter = parameters.get(i);
            Manifest.Array array = manifest.arrays().get(i);
            if (!parameter.isDescribedBy(array)) {
                throw refuse(file, "does not hold " + parameter.name() + " " + parameter.shape() + " where it should");
            }
            byte[] bytes = read(zip, entryName(parameter), parameter.byteCount(), file);
            if (bytes.length != parameter.byteCount() || !Hashes.sha256(bytes).equals(array.sha256())) {
                throw refuse(file, "holds other numbers in " + array.name() + " than were saved");
            }
            if (!parameter.set(bytes)) {
                throw refuse(file, "holds a value in " + array.name() + " that is not a finite number");
            }
        }
    }

    private static byte[] read(ZipFile zip, String name, int most, Path file) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw refuse(file, "lacks " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw refuse(file, "holds too much in " + name);
            }
            return bytes;
        } catch (IOException e) {
            throw refuse(file, "is damaged in " + name);
        }
    }

    private static String entryName(NamedArray parameter) {
        return parameter.name() + ".f32";
    }

    static InputException refuse(Path file, String what) {
        return new InputException(
                file + " " + what + ": save it again with the notebook that made it, or take a sound copy.");
    }
}
