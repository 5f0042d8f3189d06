/**
 * A network and examples come in; one visible loop of epochs trains it, stops early, checkpoints and returns the history.
 * {@link mathsymbols.train.Trainer} says what a fit shall be, in Keras' words, {@link mathsymbols.train.Fit} holds its
 * outcome, and {@link mathsymbols.train.Score} is how well a network does on some examples.
 */
package mathsymbols.train;
