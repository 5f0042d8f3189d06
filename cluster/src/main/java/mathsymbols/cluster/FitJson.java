package mathsymbols.cluster;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import mathsymbols.data.Augmentation;
import mathsymbols.data.Composed;
import mathsymbols.data.Flaws;
import mathsymbols.data.Photograph;
import mathsymbols.data.RandomAffine;
import mathsymbols.data.RandomWarp;
import mathsymbols.data.StrokeWidth;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.train.FitSettings;

/** How a network is trained, as text. An augmentation goes by a name of this list, never by that of a class. */
final class FitJson {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Composed.class, name = "composed"),
        @JsonSubTypes.Type(value = Flaws.class, name = "flaws"),
        @JsonSubTypes.Type(value = Photograph.class, name = "photograph"),
        @JsonSubTypes.Type(value = RandomAffine.class, name = "affine"),
        @JsonSubTypes.Type(value = RandomWarp.class, name = "warp"),
        @JsonSubTypes.Type(value = StrokeWidth.class, name = "stroke width")
    })
    private interface Named {}

    private static final ObjectMapper MAPPER = Json.MAPPER.copy().addMixIn(Augmentation.class, Named.class);

    private FitJson() {}

    /** @throws InputException if there is an augmentation in it that another machine does not know */
    static String write(FitSettings settings) {
        try {
            String json = MAPPER.writeValueAsString(settings);
            if (read(json).equals(settings)) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // As if something else had arrived.
        }
        throw new InputException("The augmentation " + settings.augmentation().orElse(null)
                + " is one of this notebook's own, which other machines do not know: take those of mathsymbols.data.");
    }

    static FitSettings read(String json) throws JsonProcessingException {
        return MAPPER.readValue(json, FitSettings.class);
    }
}
