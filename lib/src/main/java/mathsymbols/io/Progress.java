package mathsymbols.io;

/**
 * Told how far a long task is. An implementation draws (a bar in a notebook, a line on a terminal) and decides how often;
 * the task calls as often as it likes, possibly from several threads.
 */
@FunctionalInterface
public interface Progress {
    /** Draws nothing. */
    Progress NONE = (task, done, total) -> {};

    /**
     * @param task what is being done, a few words such as {@code "Decoding images"}
     * @param done units finished so far, {@code 0 … total}
     * @param total units in all; 0 if not known
     */
    void update(String task, long done, long total);
}
