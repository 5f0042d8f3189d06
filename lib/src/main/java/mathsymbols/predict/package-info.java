/**
 * The classifier that one can carry away. {@link mathsymbols.predict.SymbolClassifier} names the symbol in any image; one
 * file holds its network, labels, preprocessing and provenance, and may come from a stranger. {@link
 * mathsymbols.predict.Ink} makes a photo of ink on paper look like a training image first. The answer is to be had from
 * Java, from the command line ({@link mathsymbols.predict.PredictCommand}) and while one draws ({@link
 * mathsymbols.predict.pad.DrawingPad}).
 */
package mathsymbols.predict;
