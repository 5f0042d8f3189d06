/**
 * The report's numbers beside ours. The results of a run come in; the card goes out that holds every number of the original
 * report against ours, with intervals and a verdict.
 */
package mathsymbols.report;
