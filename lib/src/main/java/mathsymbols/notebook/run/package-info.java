/**
 * The programs behind {@code reproduce} and {@code environment/notebook}. The options of a command line come in; they set up
 * Jupyter and the kernel, find the images and the weights, have nbconvert execute the notebooks and write the pages, the
 * index and the results.
 */
package mathsymbols.notebook.run;
