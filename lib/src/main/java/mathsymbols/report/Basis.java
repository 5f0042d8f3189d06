package mathsymbols.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a number of the report rests on: a run that has this otherwise cannot be held against the number. */
public enum Basis {
    /** The report's images; generated ones are others. Whether real ones are the report's, their counts tell. */
    @JsonProperty("images")
    IMAGES,
    /** The profile's sizes: how many images, epochs and steps it uses at most. */
    @JsonProperty("sizes")
    SIZES,
    /** VGG19's trained weights. */
    @JsonProperty("weights")
    WEIGHTS
}
