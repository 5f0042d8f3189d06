package mathsymbols.nn;

/**
 * The map of features that a {@link FrozenBase} makes of one image; a place in the map stands for a place in the image.
 *
 * @param height rows of the map
 * @param width columns of the map
 * @param channels features of a place
 */
public record FeatureShape(int height, int width, int channels) {
    /** How many features there are in all. They lie row by row, in a row column by column, as in Keras. */
    public int size() {
        return height * width * channels;
    }

    /** As Keras writes it, such as {@code 7 × 7 × 512}. */
    @Override
    public String toString() {
        return height + " × " + width + " × " + channels;
    }
}
