package mathsymbols.predict;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import mathsymbols.data.ClassName;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.io.Printable;

/**
 * What a classifier's file says of itself. Only these records are ever made from its JSON, and a property that none of
 * them has is refused, so the file can name no class.
 *
 * @param version of the file's format; 1 knew one network and no rejection, 2 no {@link Clusters}
 * @param network one of the architectures that this program knows, such as {@code "reader"}; a file cannot describe
 *     another one
 * @param labels the classes in the order of the network's outputs
 * @param input how an image becomes the network's input
 * @param arrays the network's parameters in the order of its layers
 * @param provenance where the parameters come from
 * @param rejection when the classifier shall say that an image shows none of its classes, if it was told
 */
record Manifest(
        int version,
        String network,
        List<String> labels,
        Input input,
        List<Array> arrays,
        Provenance provenance,
        Optional<Rejection> rejection) {
    static final int VERSION = 3;

    private static final int LONGEST_TEXT = 100;
    private static final int MOST_VERSIONS = 20;

    private static final JsonMapper JSON = Json.MAPPER
            .rebuild()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * @param width in pixels
     * @param height in pixels
     * @param channels their order
     * @param resizing how an image of another size is brought to this one
     * @param values what black and white become
     */
    record Input(int width, int height, String channels, String resizing, String values) {}

    /**
     * @param name the layer and what it is to it, such as {@code "block1_conv1.weights"}
     * @param shape its dimensions; the last one varies fastest
     * @param sha256 of its little-endian float32 values
     */
    record Array(String name, List<Long> shape, String sha256) {}

    byte[] json() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws InputException if {@code json} is not a manifest of a version up to this one */
    static Manifest parse(byte[] json, Path file) throws IOException {
        try {
            int version = JSON.readTree(json).path("version").asInt();
            if (version < 1 || version > VERSION) {
                throw ClassifierFile.refuse(
                        file, "is of format version " + version + ", and this program reads versions 1 to " + VERSION);
            }
            Manifest manifest = Json.parse(json, Manifest.class);
            manifest.check(file);
            return manifest;
        } catch (JacksonException e) {
            throw ClassifierFile.refuse(file, "has a damaged or foreign manifest");
        }
    }

    private void check(Path file) {
        boolean sound = labels.size() >= 2
                && labels.size() <= ClassName.MOST
                && new HashSet<>(labels).size() == labels.size()
                && labels.stream().allMatch(label -> label != null && ClassName.isSound(label));
        if (!sound) {
            throw ClassifierFile.refuse(file, "does not name its classes properly");
        }
        if (rejection.filter(rule -> !rule.isSound(labels.size())).isPresent()) {
            throw ClassifierFile.refuse(file, "does not say properly when it knows nothing");
        }
        if (provenance.versions().size() > MOST_VERSIONS
                || !provenance.texts().allMatch(text -> text != null && Printable.is(text, LONGEST_TEXT))) {
            throw ClassifierFile.refuse(file, "does not say properly where it comes from");
        }
    }
}
