/**
 * The work of the chapters on the machines of an Apache Spark cluster. What goes out is data: a network's configuration,
 * how it is trained, which rows of which file it is trained on. What comes back is a history and weights, features, or
 * predictions. A trial is one task of one job, so that Spark's own rules hold for queueing, retries and cancelling.
 */
package mathsymbols.cluster;
