package mathsymbols.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import mathsymbols.data.Examples;
import mathsymbols.io.Hashes;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Short names for what a fit depends on, equal for equal things, by which a checkpoint knows whether it is of this fit. */
final class Fingerprint {
    private Fingerprint() {}

    /** Of a network's layers, updaters and initialisation; not of its weights, nor of how far it has been trained. */
    static String of(MultiLayerNetwork network) {
        try {
            JsonNode configuration = new JsonMapper()
                    .readTree(network.getLayerWiseConfigurations().toJson());
            for (JsonNode parent : configuration.findParents("iterationCount")) {
                ((ObjectNode) parent).remove(List.of("iterationCount", "epochCount"));
            }
            return shortHash(configuration.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DL4J describes a network in JSON that cannot be read", e);
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

    private static String shortHash(String text) {
        return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }
}
