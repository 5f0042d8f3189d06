/** The classifier that one can carry away: a network with its labels and preprocessing in one file, and predictions of own images. */
package mathsymbols.predict;
