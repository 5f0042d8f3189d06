/**
 * Predictions come in; a confusion matrix, scikit-learn's classification report, scores with their intervals, comparisons
 * of two models, calibration and the worst mistakes go out. Beside them stand an audit of the split for images that it
 * holds twice, and the card that holds every number of the original report against ours.
 */
package mathsymbols.eval;
