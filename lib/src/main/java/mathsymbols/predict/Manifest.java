package mathsymbols.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import mathsymbols.data.ClassName;
import mathsymbols.io.InputException;

/**
 * What a classifier's file says of itself. Only these records are ever made from its JSON, and a property that none of
 * them has is refused, so the file can name no class.
 *
 * @param version of the file's format
 * @param network the only architecture known, {@value #NETWORK}; a file cannot describe another one
 * @param labels the classes in the order of the network's outputs
 * @param input how an image becomes the network's input
 * @param arrays the network's parameters in the order of its layers
 * @param provenance where the parameters come from
 */
record Manifest(
        int version, String network, List<String> labels, Input input, List<Array> arrays, Provenance provenance) {
    static final int VERSION = 1;
    static final String NETWORK = "vgg19-softmax";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * @param width in pixels
     * @param height in pixels
     * @param channels their order
     * @param resizing how an image of another size is brought to this one
     * @param values what black and white become
     */
    record Input(int width, int height, String channels, String resizing, String values) {
        static final Input OF_REPORT =
                new Input(224, 224, "RGB", "stretched, bilinear, half-pixel centres, no antialiasing", "0 to 1");
    }

    /**
     * @param name the layer and what it is to it, such as {@code "block1_conv1.weights"}
     * @param shape its dimensions; the last one varies fastest
     * @param sha256 of its little-endian float32 values
     */
    record Array(String name, List<Long> shape, String sha256) {}

    byte[] json() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws InputException if {@code json} is not a manifest of this version */
    static Manifest parse(byte[] json, Path file) throws IOException {
        try {
            JsonNode root = JSON.readTree(json);
            if (root.path("version").asInt() != VERSION) {
                throw ClassifierFile.refuse(
                        file,
                        "is of format version %s, and this program reads version %d"
                                .formatted(root.path("version"), VERSION));
            }
            Manifest manifest = JSON.treeToValue(root, Manifest.class);
            manifest.check(file);
            return manifest;
        } catch (JsonProcessingException e) {
            throw ClassifierFile.refuse(file, "has a damaged or foreign manifest");
        }
    }

    private void check(Path file) {
        if (!network.equals(NETWORK)) {
            throw ClassifierFile.refuse(file, "holds a network that this program does not know");
        }
        if (!input.equals(Input.OF_REPORT)) {
            throw ClassifierFile.refuse(file, "wants a preprocessing that this program does not know");
        }
        boolean sound = labels.size() >= 2
                && labels.size() <= ClassName.MOST
                && new HashSet<>(labels).size() == labels.size()
                && labels.stream().allMatch(label -> label != null && ClassName.isSound(label));
        if (!sound) {
            throw ClassifierFile.refuse(file, "does not name its classes properly");
        }
    }
}
