/**
 * A space of hyper-parameters comes in; an oracle decides which trial runs next, a runner trains it, and the results go
 * out, best first. {@link mathsymbols.tune.Oracle}s are pure decisions, {@link mathsymbols.tune.Search} keeps the trials on
 * the disk, and {@link mathsymbols.tune.NetworkTrials} is the runner that trains networks.
 */
package mathsymbols.tune;
