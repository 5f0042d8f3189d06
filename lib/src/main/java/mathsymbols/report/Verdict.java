package mathsymbols.report;

/** The result of comparing one of our numbers with the report's. */
public enum Verdict {
    /** Equal, or within what chance allows. */
    AGREES("agrees"),
    /** Not equal, or further off than chance allows. */
    DIFFERS("differs"),
    /** A time, or a mean whose spread is not known. */
    NOT_COMPARABLE("not comparable"),
    /** The notebook that makes our number has not been run. */
    MISSING("not run");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
