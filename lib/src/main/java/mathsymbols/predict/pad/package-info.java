/**
 * The drawing pad: a page on this machine's own address and the small server behind it. Strokes drawn in a browser come in;
 * what the classifier takes them for goes out.
 */
package mathsymbols.predict.pad;
