package mathsymbols.tune;

/** Told how a search goes, on the thread that runs it. */
@FunctionalInterface
public interface SearchListener {
    /** Says nothing. */
    SearchListener NONE = results -> {};

    /**
     * A trial has begun, begun again after it was killed, or ended; or the search is over, which is told even where it had
     * nothing to do.
     *
     * @param results all trials so far, the running one among them
     */
    void changed(SearchResults results);
}
