/** Values of the other packages come in; figures go out, one method a figure. */
package mathsymbols.plot;
