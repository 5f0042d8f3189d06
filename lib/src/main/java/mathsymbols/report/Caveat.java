package mathsymbols.report;

/**
 * What keeps a run's numbers from being held against the report's.
 *
 * @param sentence says it to the reader
 * @param scope which numbers it concerns
 */
public record Caveat(String sentence, Scope scope) {
    /** Which of the report's sections cannot be compared. */
    public enum Scope {
        /** Every one: the images or the sizes are others. */
        ALL,
        /** Those that rest on VGG19's trained weights. */
        PRETRAINED
    }

    boolean concerns(boolean pretrained) {
        return scope == Scope.ALL || pretrained;
    }
}
