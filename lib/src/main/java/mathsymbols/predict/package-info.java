/**
 * The classifiers that one can carry away. {@link mathsymbols.predict.SymbolClassifier} names the symbol in any image, or
 * says that there is none; one file holds its network (VGG19 with a head, or the small reader), labels, preprocessing and
 * provenance, and may come from a stranger. The answer is to be had from Java, from the command line ({@link
 * mathsymbols.predict.PredictCommand}) and while one draws ({@link mathsymbols.predict.pad.DrawingPad}, and {@link
 * mathsymbols.predict.pad.ReaderPage} with the reader inside the page).
 */
package mathsymbols.predict;
