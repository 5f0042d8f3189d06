/**
 * An archive or a folder of images comes in; labelled files, the exact split of the report, a memory-mapped cache of pixels
 * and batches of floats go out.
 */
package mathsymbols.data;
