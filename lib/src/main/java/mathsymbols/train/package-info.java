/**
 * A network and examples come in; one visible loop of epochs trains it, stops early, checkpoints and returns the history.
 * {@link mathsymbols.train.FitSettings} say how a network is trained, in Keras' terms, {@link mathsymbols.train.Trainer}
 * trains it, and {@link mathsymbols.train.Fit} holds the outcome.
 */
package mathsymbols.train;
