package mathsymbols.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a number of the report rests on: a run that has this otherwise cannot be held against the number. */
public enum Basis {
    /** The report's images. */
    @JsonProperty("images")
    IMAGES,
    /** How many images, epochs and steps it uses. */
    @JsonProperty("sizes")
    SIZES,
    /** VGG19's trained weights. */
    @JsonProperty("weights")
    WEIGHTS
}
