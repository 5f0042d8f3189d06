package mathsymbols.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import mathsymbols.data.Augmentation;
import mathsymbols.data.Examples;
import mathsymbols.io.Hashes;
import mathsymbols.io.Json;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** Short names for what a fit depends on, equal for equal things, by which a checkpoint knows whether it is of this fit. */
final class Fingerprint {
    private Fingerprint() {}

    /** Of a network's layers, updaters and initialisation; not of its weights or of how long it has been trained. */
    static String of(MultiLayerConfiguration configuration) {
        try {
            JsonNode json = Json.MAPPER.readTree(configuration.toJson());
            // What changes when a network is made of it and trained.
            for (JsonNode parent : json.findParents("epochCount")) {
                ((ObjectNode) parent).remove(List.of("iterationCount", "epochCount", "variables"));
            }
            return shortHash(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Deeplearning4j describes a network in JSON that cannot be read", e);
        }
    }

    /** Of the number of examples, their shape, and the sequence of their classes; not of their values. */
    static String of(Examples examples) {
        StringBuilder labels = new StringBuilder().append(examples.classes()).append(Arrays.toString(examples.shape()));
        for (int i = 0; i < examples.size(); i++) {
            labels.append(' ').append(examples.label(i));
        }
        return examples.size() + " examples " + shortHash(labels.toString());
    }

    /** The name and the parameters. */
    static String of(Augmentation augmentation) {
        return Json.MAPPER.valueToTree(augmentation).toString();
    }

    private static String shortHash(String text) {
        return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }
}
