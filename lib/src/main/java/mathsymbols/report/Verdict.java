package mathsymbols.report;

/** The result of comparing one of our numbers with the report's. */
public enum Verdict {
    /** Equal, or within what chance allows. */
    AGREES("agrees", "agree"),
    /** Not equal, or further off than chance allows. */
    DIFFERS("differs", "differ"),
    /** A time, a mean whose spread is not known, or what rests on something that the run has otherwise. */
    NOT_COMPARABLE("not comparable", "not comparable"),
    /** The notebook that makes our number has not been run. */
    MISSING("not run", "not run");

    private final String words;
    private final String ofMany;

    Verdict(String words, String ofMany) {
        this.words = words;
        this.ofMany = ofMany;
    }

    /** What is said of {@code count} numbers, such as {@code agree} of two. */
    public String of(long count) {
        return count == 1 ? words : ofMany;
    }

    @Override
    public String toString() {
        return words;
    }
}
