/** Predictions come in; a confusion matrix, a classification report, intervals and comparisons go out. */
package mathsymbols.eval;
