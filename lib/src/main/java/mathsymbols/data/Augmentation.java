package mathsymbols.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random change of an example that leaves its class as it is, so that a network sees another version of every image in
 * every epoch.
 *
 * <p>Write one as a record whose components are its parameters: its name and parameters are part of a checkpoint's
 * fingerprint, and a fit goes on only with the augmentation it began with.
 *
 * <pre>{@code
 * record Mirror(double share) implements Augmentation {
 *     public float[] apply(float[] values, long[] shape, RandomGenerator random) { … }
 * }
 * }</pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(RandomAffine.class),
    @JsonSubTypes.Type(RandomWarp.class),
    @JsonSubTypes.Type(StrokeWidth.class),
    @JsonSubTypes.Type(Flaws.class),
    @JsonSubTypes.Type(Photograph.class),
    @JsonSubTypes.Type(Composed.class)
})
public interface Augmentation {

    /**
     * Changes one example. May be called by several threads at once.
     *
     * @param values of an example, {@code [channels, height, width]} for an image; may be changed and returned
     * @param shape of the example, without the batch
     * @param random what to draw from, and nothing else: the same for the same seed, epoch and example
     * @return the changed values, as many as there were
     */
    float[] apply(float[] values, long[] shape, RandomGenerator random);

    /** This change and then another one, which sees what this one returned. */
    default Augmentation then(Augmentation next) {
        return new Composed(List.of(this, next));
    }

    /**
     * The examples as one epoch sees them. Reading an example twice gives the same values, in whatever order and on
     * whatever thread.
     *
     * @param epoch counted from 1
     */
    default Examples of(Examples examples, long seed, int epoch) {
        return new AugmentedExamples(examples, this, seed, epoch);
    }

    /** One image as one epoch sees it, 224 × 224, to look at. */
    default BufferedImage picture(ImageSet images, int index, long seed, int epoch) {
        return Images.image(Images.pixels(new AugmentedExamples(images, this, seed, epoch).values(index)));
    }

    /** One glyph as one epoch sees it, 48 × 48, to look at: black ink on white paper. */
    default BufferedImage picture(Glyphs glyphs, int index, long seed, int epoch) {
        float[] values = new AugmentedExamples(glyphs, this, seed, epoch).values(index);
        BufferedImage picture = new BufferedImage(Glyph.SIDE, Glyph.SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < values.length; i++) {
            int white = Math.round(255 * (1 - Math.max(0, Math.min(1, values[i]))));
            picture.getRaster().setSample(i % Glyph.SIDE, i / Glyph.SIDE, 0, white);
        }
        return picture;
    }
}
