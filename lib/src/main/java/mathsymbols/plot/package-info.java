/**
 * Values of the other packages come in; figures go out, one method of {@link mathsymbols.plot.Figures} a figure. XChart
 * draws what has axes of numbers; grids of images, the confusion matrix and several panels side by side are painted here.
 * A {@link mathsymbols.plot.Figure} is sharp at any scale, carries its alternative text, and becomes PNG or HTML by one
 * call. Nothing here trains or computes a score.
 */
package mathsymbols.plot;
