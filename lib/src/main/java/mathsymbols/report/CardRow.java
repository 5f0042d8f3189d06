package mathsymbols.report;

/**
 * One of the report's numbers beside ours, as the card prints them.
 *
 * @param number what it is, such as {@code accuracy}
 * @param theirs the report's value
 * @param ours our value; empty where there is none
 * @param difference ours minus theirs as both are written; empty where that makes no sense
 * @param interval the 95 % interval around ours; empty where there is none
 * @param verdict what comes of it
 */
public record CardRow(String number, String theirs, String ours, String difference, String interval, Verdict verdict) {}
