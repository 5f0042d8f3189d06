/**
 * Predictions come in; a confusion matrix, scikit-learn's classification report, scores with their intervals, comparisons
 * of two models, calibration and the worst mistakes go out. Beside them stands an audit of the split for images that it
 * holds twice.
 */
package mathsymbols.eval;
