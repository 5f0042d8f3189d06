/** A network and examples come in; one visible loop of epochs trains it, stops early, checkpoints and returns the history. */
package mathsymbols.train;
