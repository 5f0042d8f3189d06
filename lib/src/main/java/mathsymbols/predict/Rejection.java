package mathsymbols.predict;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import mathsymbols.io.Json;

/**
 * When a classifier says that an image shows none of its classes: where the {@link Score} of its logits is below a
 * threshold.
 *
 * @param score what is looked at
 * @param threshold below it an image is rejected; finite
 */
public record Rejection(Score score, double threshold) {

    /** How sure a network's logits are that they know the image at all; more is surer. */
    public sealed interface Score permits Confidence, Clusters {
        /** @param logits what the network says before the softmax, {@code [classes]} */
        double of(float[] logits);

        /** Whether it goes with so many classes, and is made of finite numbers alone: one from a file may not. */
        boolean isSound(int classes);

        /** In JSON the one kind is a word and the other an object, so no file ever names a class of this program. */
        @JsonCreator
        static Score of(JsonNode json) throws JsonProcessingException {
            return json.isTextual()
                    ? Confidence.valueOf(json.textValue())
                    : Json.MAPPER.treeToValue(json, Clusters.class);
        }
    }

    boolean rejects(float[] logits) {
        return score.of(logits) < threshold;
    }

    boolean isSound(int classes) {
        return Double.isFinite(threshold) && score.isSound(classes);
    }
}
