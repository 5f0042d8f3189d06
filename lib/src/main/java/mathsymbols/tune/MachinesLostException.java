package mathsymbols.tune;

/** The machines that a trial ran on are gone, which is no fault of the trial's: it is run again when the search goes on. */
public final class MachinesLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence: what was lost and what to do */
    public MachinesLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
